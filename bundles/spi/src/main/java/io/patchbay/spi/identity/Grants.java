package io.patchbay.spi.identity;

import io.patchbay.api.Role;
import io.patchbay.api.Tenant;
import io.patchbay.api.Workspace;
import java.util.Map;
import java.util.Set;

/**
 * The tenant, roles and scopes that determine the entries that a caller sees. The constructor computes the hash once, because
 * grants are keys of frequently used maps.
 */
public final class Grants {

    private final Tenant tenant;
    private final Map<Workspace, Set<Role>> roles;
    private final Set<String> scopes;
    private final int hash;

    /** Creates grants from copies of the roles, by workspace, and of the scopes. */
    public Grants(Tenant tenant, Map<Workspace, Set<Role>> roles, Set<String> scopes) {
        this.tenant = tenant;
        this.roles = Map.copyOf(roles);
        this.scopes = Set.copyOf(scopes);
        this.hash = 31 * (31 * tenant.hashCode() + this.roles.hashCode()) + this.scopes.hashCode();
    }

    /** Returns the caller's tenant. */
    public Tenant tenant() {
        return tenant;
    }

    /** Returns the caller's roles, by workspace. */
    public Map<Workspace, Set<Role>> roles() {
        return roles;
    }

    /** Returns the credential's scopes. See {@link Scopes}. */
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
