package io.patchbay.protocol;

import io.patchbay.api.Caller;
import io.patchbay.api.Tenant;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Narrowing;
import io.patchbay.spi.identity.Patterns;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Callers for tests. */
public final class Callers {

    /** No limit and every effect. */
    public static final Narrowing ALL = Narrowing.READS_EVERYTHING.withWrites(Narrowing.Writes.ALLOWED);

    /** Every effect, and the methods of tools, resources, prompts and tasks, but no entry. */
    public static final Narrowing ONLY = Narrowing.NOTHING
            .withFeatures(Patterns.of("tools", "resources", "prompts", "tasks"))
            .withWrites(Narrowing.Writes.ALLOWED);

    private Callers() {}

    /** A caller of the tenant "acme" who sees everything. */
    public static Identity.Known known(String id) {
        return known(id, ALL);
    }

    public static Identity.Known known(String id, Narrowing narrowing) {
        return of("acme", id, Optional.empty(), narrowing);
    }

    public static Identity.Known until(Instant expiry, String id) {
        return of("acme", id, Optional.of(expiry), ALL);
    }

    public static Identity.Known ofTenant(String tenant, String id) {
        return of(tenant, id, Optional.empty(), ALL);
    }

    private static Identity.Known of(String tenant, String id, Optional<Instant> expiry, Narrowing narrowing) {
        Caller caller = new Caller(id, id, Caller.Kind.PERSON, new Tenant(tenant), Map.of());
        return Identity.Known.of(caller, new Credential("key-" + id, Credential.Kind.API_KEY, narrowing, expiry));
    }
}
