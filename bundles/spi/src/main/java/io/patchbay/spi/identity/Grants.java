package io.patchbay.spi.identity;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Caller;
import io.patchbay.api.Role;
import io.patchbay.api.Tenant;
import io.patchbay.api.Workspace;
import java.util.Map;
import java.util.Set;

/**
 * The tenant, roles and narrowing that determine the entries that a caller sees. The constructor computes the hash once, because
 * grants are keys of frequently used maps.
 */
public final class Grants {

    private final Tenant tenant;
    private final Map<Workspace, Set<Role>> roles;
    private final Set<Role> tenantRoles;
    private final Narrowing narrowing;
    private final int hash;

    /** Creates grants from copies of the roles, by workspace and in the whole tenant. */
    public Grants(Tenant tenant, Map<Workspace, Set<Role>> roles, Set<Role> tenantRoles, Narrowing narrowing) {
        this.tenant = requireNonNull(tenant, "tenant");
        this.roles = Map.copyOf(roles);
        this.tenantRoles = Set.copyOf(tenantRoles);
        this.narrowing = requireNonNull(narrowing, "narrowing");
        this.hash = 31 * (31 * (31 * tenant.hashCode() + this.roles.hashCode()) + this.tenantRoles.hashCode())
                + narrowing.hashCode();
    }

    /** Returns the grants of a caller whose credential is narrowed. */
    public static Grants of(Caller caller, Narrowing narrowing) {
        return new Grants(caller.tenant(), caller.roles(), caller.tenantRoles(), narrowing);
    }

    /** Returns the caller's tenant. */
    public Tenant tenant() {
        return tenant;
    }

    /** Returns the caller's roles, by workspace. */
    public Map<Workspace, Set<Role>> roles() {
        return roles;
    }

    /** Returns the caller's roles in the whole tenant. */
    public Set<Role> tenantRoles() {
        return tenantRoles;
    }

    /** Returns what the credential is narrowed to. */
    public Narrowing narrowing() {
        return narrowing;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Grants grants
                        && hash == grants.hash
                        && tenant.equals(grants.tenant)
                        && roles.equals(grants.roles)
                        && tenantRoles.equals(grants.tenantRoles)
                        && narrowing.equals(grants.narrowing);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
