package io.patchbay.policy;

import io.patchbay.api.Codes;
import io.patchbay.spi.deploy.Settings;
import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Grants;
import io.patchbay.spi.identity.Scopes;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Operation;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.policy.Visibility;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Allows callers to see and read the entries that their scopes cover, and to write with the tools that the settings allow. */
@Component(immediate = true, configurationPid = "io.patchbay.policy")
@Designate(ocd = ScopePolicy.Config.class)
public final class ScopePolicy implements CallPolicy, HealthCheck {

    private static final Logger log = LoggerFactory.getLogger(ScopePolicy.class);
    private static final String ADMIN_PREFIX = "admin:";
    private static final Decision NO_WRITES = new Decision.Deny(
            Codes.OPERATION_NOT_SUPPORTED,
            "Writes with this tool are not allowed on this server. The call was not made and nothing was changed. Tools that only read are available.");
    private static final Decision NOT_AN_OPERATOR = new Decision.Deny(
            Codes.OPERATION_NOT_SUPPORTED,
            "Only an operator on the server's own machine may run this command. Nothing was changed.");

    private volatile RulesInForce inForce = new RulesInForce(System.nanoTime(), WriteRules.NONE, Optional.empty());

    /** The settings of policy. */
    @ObjectClassDefinition(
            name = "Policy",
            description = "Sets which tools may write. Reads depend only on the scopes of a key.")
    public @interface Config {
        @AttributeDefinition(
                required = false,
                description =
                        "The wire names of tools that may write. A * matches any characters. If empty, no tool may write.")
        String[] allowWrites() default {};

        @AttributeDefinition(
                required = false,
                description =
                        "The wire names of tools that may overwrite or remove data. The setting allowWrites must also contain these names. If empty, no tool may overwrite or remove data.")
        String[] allowDestructive() default {};
    }

    /** @param settings is present when all settings are loaded and the settings of this component are valid */
    @Activate
    public ScopePolicy(Config config, @Reference(target = "(!(unusable=io.patchbay.policy))") Settings settings) {
        modified(config);
    }

    /**
     * Replaces the version and the rules in one step. A caller that has read a version gets the answers of this version or of a
     * newer version. The first version is the time of a monotonic clock, so a new instance of this component never repeats a
     * version.
     */
    @Modified
    void modified(Config config) {
        RulesInForce before = inForce;
        try {
            WriteRules rules = new WriteRules(List.of(config.allowWrites()), List.of(config.allowDestructive()));
            inForce = new RulesInForce(before.version + 1, rules, Optional.empty());
        } catch (IllegalArgumentException e) {
            String problem = "Invalid settings in io.patchbay.policy.cfg.json; the previous settings stay in force: "
                    + e.getMessage();
            log.warn(problem);
            inForce = new RulesInForce(before.version, before.rules, Optional.of(problem));
        }
    }

    @Override
    public long version() {
        return inForce.version;
    }

    @Override
    public Visibility visible(Grants grants, Target target) {
        if (!Scopes.cover(grants.scopes(), target.scope())) {
            return Visibility.HIDDEN;
        }
        for (String scope : target.scopes()) {
            if (!Scopes.cover(grants.scopes(), scope)) {
                return Visibility.HIDDEN;
            }
        }
        return Visibility.VISIBLE;
    }

    /** Denies a call before its arguments are checked, because the rules do not depend on arguments. */
    @Override
    public Optional<Decision.Deny> refusal(Operation operation) {
        return decide(operation) instanceof Decision.Deny deny ? Optional.of(deny) : Optional.empty();
    }

    @Override
    public Decision decide(Operation operation) {
        Target target = operation.target();
        if (target.kind() == Target.Kind.ADMIN) {
            boolean isLocal = operation.identity().credential().kind() == Credential.Kind.LOCAL;
            if (isLocal && hasAdminScope(operation.identity().grants(), target)) {
                return Decision.ALLOW;
            }
            if (isLocal || !hasAdminScope(operation.identity().grants(), target)) {
                return NOT_AN_OPERATOR;
            }
        }
        return inForce.rules.allows(target.name(), target.effect()) ? Decision.ALLOW : NO_WRITES;
    }

    @Override
    public String name() {
        return "policy";
    }

    @Override
    public List<Problem> problems() {
        return inForce.problem
                .map(problem -> List.of(new Problem(Problem.Severity.DEGRADED, problem)))
                .orElse(List.of());
    }

    /** Returns whether a scope that begins with {@code admin:} covers the target. The scope {@code *} does not make a caller an operator. */
    private static boolean hasAdminScope(Grants grants, Target target) {
        for (String scope : grants.scopes()) {
            if (scope.startsWith(ADMIN_PREFIX) && Scopes.matches(scope, target.scope())) {
                return true;
            }
        }
        return false;
    }

    private record RulesInForce(long version, WriteRules rules, Optional<String> problem) {}
}
