package io.patchbay.identity;

import io.patchbay.api.Caller;
import io.patchbay.api.Tenant;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who comes without a key, where an operator allows it: a named caller like any other. */
final class Anonymous {

    static final String ID = "anonymous";

    private Anonymous() {}

    static Identity.Known with(Set<String> scopes) {
        Caller caller = new Caller(ID, ID, Caller.Kind.AGENT, new Tenant("default"), Map.of());
        return Identity.Known.of(caller, new Credential(ID, Credential.Kind.NONE, scopes, Optional.empty()));
    }
}
