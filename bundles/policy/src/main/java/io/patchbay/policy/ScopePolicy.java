package io.patchbay.policy;

import io.patchbay.api.Codes;
import io.patchbay.api.Effect;
import io.patchbay.spi.deploy.Settings;
import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Grants;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Narrowing;
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

/**
 * Allows callers to see and read the entries that their credentials include, and to write with the tools that the settings allow if the
 * credential may write.
 */
@Component(immediate = true, configurationPid = "io.patchbay.policy")
@Designate(ocd = ScopePolicy.Config.class)
public final class ScopePolicy implements CallPolicy, HealthCheck {

    private static final Logger log = LoggerFactory.getLogger(ScopePolicy.class);
    private static final Decision NO_WRITES = new Decision.Deny(
            Codes.OPERATION_NOT_SUPPORTED,
            "Writes with this tool are not allowed on this server. The call was not made and nothing was changed. Tools that only read are available.");
    private static final Decision READS_ONLY = new Decision.Deny(
            Codes.OPERATION_NOT_SUPPORTED,
            "This key may only read. The call was not made and nothing was changed. Tools that only read are available.");
    private static final Decision PROPOSES_ONLY = new Decision.Deny(
            Codes.OPERATION_NOT_SUPPORTED,
            "This key may only propose writes, and this server keeps no proposals of this tool. The call was not made and nothing was"
                    + " changed. Tools that only read are available.");
    private static final Decision NOT_AN_OPERATOR = new Decision.Deny(
            Codes.OPERATION_NOT_SUPPORTED,
            "Only an operator on the server's own machine may run this command. Nothing was changed.");

    private volatile RulesInForce inForce = new RulesInForce(System.nanoTime(), WriteRules.NONE, Optional.empty());

    /** The settings of policy. */
    @ObjectClassDefinition(
            name = "Policy",
            description = "Sets which tools may write. Reads depend only on the settings of a key.")
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
        Narrowing narrowing = grants.narrowing();
        if (!isIncluded(narrowing, target)) {
            return Visibility.HIDDEN;
        }
        for (String scope : target.scopes()) {
            if (!narrowing.holds(scope)) {
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
            return decideCommand(operation.identity(), target);
        }
        Narrowing narrowing = operation.identity().grants().narrowing();
        if (!narrowing.allows(target.effect())) {
            return narrowing.mayPropose(target.effect()) ? PROPOSES_ONLY : READS_ONLY;
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

    private static boolean isIncluded(Narrowing narrowing, Target target) {
        return switch (target.kind()) {
            case TOOL -> isIncluded(narrowing, Narrowing.Kind.TOOLS, target.name());
            case RESOURCE, RESOURCE_TEMPLATE -> isIncluded(narrowing, Narrowing.Kind.RESOURCES, target.name());
            case PROMPT -> isIncluded(narrowing, Narrowing.Kind.PROMPTS, target.name());
            case FEATURE -> narrowing.includes(Narrowing.Kind.FEATURES, target.name());
            case ADMIN -> narrowing.holds(Narrowing.ADMIN_PREFIX + target.name());
            case ROUTE -> true; // The route itself says which credential it needs.
        };
    }

    /** Returns whether the list of the kind includes the name, and the list of features includes the kind. */
    private static boolean isIncluded(Narrowing narrowing, Narrowing.Kind kind, String name) {
        return narrowing.includes(Narrowing.Kind.FEATURES, kind.setting()) && narrowing.includes(kind, name);
    }

    /** Commands that write run on the server's own machine only, whatever scopes a key has. */
    private static Decision decideCommand(Identity.Known identity, Target command) {
        Credential.Kind kind = identity.credential().kind();
        boolean isHere = kind == Credential.Kind.LOCAL || kind == Credential.Kind.LOCAL_GROUP;
        boolean mayRun = identity.mayAdminister(command.name()) && (isHere || command.effect() == Effect.READ_ONLY);
        return mayRun ? Decision.ALLOW : NOT_AN_OPERATOR;
    }

    private record RulesInForce(long version, WriteRules rules, Optional<String> problem) {}
}
