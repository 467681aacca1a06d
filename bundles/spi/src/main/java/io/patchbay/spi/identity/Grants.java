package io.patchbay.spi.identity;

import io.patchbay.api.Role;
import io.patchbay.api.Tenant;
import io.patchbay.api.Workspace;
import java.util.Map;
import java.util.Set;

/** All that decides over what a caller sees: tenant, roles and scopes. Its hash is computed once: it is a key of hot maps. */
public final class Grants {

    private final Tenant tenant;
    private final Map<Workspace, Set<Role>> roles;
    private final Set<String> scopes;
    private final int hash;

    public Grants(Tenant tenant, Map<Workspace, Set<Role>> roles, Set<String> scopes) {
        this.tenant = tenant;
        this.roles = Map.copyOf(roles);
        this.scopes = Set.copyOf(scopes);
        this.hash = 31 * (31 * tenant.hashCode() + this.roles.hashCode()) + this.scopes.hashCode();
    }

    public Tenant tenant() {
        return tenant;
    }

    public Map<Workspace, Set<Role>> roles() {
        return roles;
    }

    public Set<String> scopes() {
        return scopes;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Grants grants
                        && hash == grants.hash
                        && tenant.equals(grants.tenant)
                        && roles.equals(grants.roles)
                        && scopes.equals(grants.scopes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
