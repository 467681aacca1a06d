package io.patchbay.protocol;

import io.patchbay.api.Caller;
import io.patchbay.api.Tenant;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Callers for tests. */
public final class Callers {

    private Callers() {}

    /** A caller of the tenant "acme" who sees everything. */
    public static Identity.Known known(String id) {
        return known(id, "*");
    }

    public static Identity.Known known(String id, String... scopes) {
        return of("acme", id, Optional.empty(), scopes);
    }

    public static Identity.Known until(Instant expiry, String id) {
        return of("acme", id, Optional.of(expiry), "*");
    }

    public static Identity.Known ofTenant(String tenant, String id) {
        return of(tenant, id, Optional.empty(), "*");
    }

    private static Identity.Known of(String tenant, String id, Optional<Instant> expiry, String... scopes) {
        Caller caller = new Caller(id, id, Caller.Kind.PERSON, new Tenant(tenant), Map.of());
        return Identity.Known.of(caller, new Credential("key-" + id, Credential.Kind.API_KEY, Set.of(scopes), expiry));
    }
}
