package io.patchbay.identity;

import io.patchbay.api.Caller;
import io.patchbay.api.Tenant;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The caller of requests without a key, if an operator allows such requests. The anonymous caller has a name like every other caller. */
final class AnonymousCaller {

    static final String ID = "anonymous";

    private AnonymousCaller() {}

    static Identity.Known withScopes(Set<String> scopes) {
        Caller caller = new Caller(ID, ID, Caller.Kind.AGENT, new Tenant("default"), Map.of());
        return Identity.Known.of(caller, new Credential(ID, Credential.Kind.NONE, scopes, Optional.empty()));
    }
}
