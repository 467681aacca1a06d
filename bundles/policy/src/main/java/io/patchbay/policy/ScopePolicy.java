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

/** Lets callers see what their scopes cover, read what they see, and write where an operator allows that tool to write. */
@Component(immediate = true, configurationPid = "io.patchbay.policy")
@Designate(ocd = ScopePolicy.Config.class)
public final class ScopePolicy implements CallPolicy, HealthCheck {

    private static final Logger log = LoggerFactory.getLogger(ScopePolicy.class);
    private static final String ADMIN = "admin:";
    private static final Decision NO_WRITES = new Decision.Deny(
            Codes.OPERATION_NOT_SUPPORTED,
            "Writes with this tool are not allowed on this server. The call was not made and nothing was changed. Tools that only read are available.");
    private static final Decision NOT_AN_OPERATOR = new Decision.Deny(
            Codes.OPERATION_NOT_SUPPORTED,
            "Only an operator on the server's own machine may run this command. Nothing was changed.");

    private volatile Snapshot snapshot = new Snapshot(System.nanoTime(), WriteRules.NONE, Optional.empty());

    /** Which writes are allowed. */
    @ObjectClassDefinition(
            name = "Policy",
            description = "Which writes are allowed. Reads need none of this: scopes decide.")
    public @interface Config {
        @AttributeDefinition(
                required = false,
                description = "Names on the wire of tools that may write, * for any characters. Empty: none.")
        String[] allowWrites() default {};

        @AttributeDefinition(
                required = false,
                description =
                        "Names on the wire of tools that may also overwrite or remove; they must be in allowWrites too. Empty: none.")
        String[] allowDestructive() default {};
    }

    /** @param settings are all loaded once it is there, and ours are good: policy never decides on half of them */
    @Activate
    public ScopePolicy(Config config, @Reference(target = "(!(unusable=io.patchbay.policy))") Settings settings) {
        modified(config);
    }

    /**
     * Swaps version and rules in one step, so that whoever reads a version gets its answers or newer ones, never older ones. The
     * first version comes from a clock that only moves forward: a successor of this component repeats none.
     */
    @Modified
    void modified(Config config) {
        Snapshot before = snapshot;
        try {
            WriteRules rules = new WriteRules(List.of(config.allowWrites()), List.of(config.allowDestructive()));
            snapshot = new Snapshot(before.version + 1, rules, Optional.empty());
        } catch (IllegalArgumentException e) {
            String problem = "Invalid settings in io.patchbay.policy.cfg.json; the previous settings stay in force: "
                    + e.getMessage();
            log.warn(problem);
            snapshot = new Snapshot(before.version, before.rules, Optional.of(problem));
        }
    }

    @Override
    public long version() {
        return snapshot.version;
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

    /** The rules name tools, never arguments: what is denied is denied before they are checked. */
    @Override
    public Optional<Decision.Deny> refusal(Operation operation) {
        return decide(operation) instanceof Decision.Deny deny ? Optional.of(deny) : Optional.empty();
    }

    @Override
    public Decision decide(Operation operation) {
        Target target = operation.target();
        if (target.kind() == Target.Kind.ADMIN) {
            boolean isLocal = operation.identity().credential().kind() == Credential.Kind.LOCAL;
            if (isLocal && namesAdmin(operation.identity().grants(), target)) {
                return Decision.ALLOW;
            }
            if (isLocal || !namesAdmin(operation.identity().grants(), target)) {
                return NOT_AN_OPERATOR;
            }
        }
        return snapshot.rules.allow(target.name(), target.effect()) ? Decision.ALLOW : NO_WRITES;
    }

    @Override
    public String name() {
        return "policy";
    }

    @Override
    public List<Problem> problems() {
        return snapshot.problem
                .map(problem -> List.of(new Problem(Problem.Severity.DEGRADED, problem)))
                .orElse(List.of());
    }

    /** Whether a scope says so in so many words: {@code *} shows everything and makes nobody an operator. */
    private static boolean namesAdmin(Grants grants, Target target) {
        for (String scope : grants.scopes()) {
            if (scope.startsWith(ADMIN) && Scopes.matches(scope, target.scope())) {
                return true;
            }
        }
        return false;
    }

    private record Snapshot(long version, WriteRules rules, Optional<String> problem) {}
}
