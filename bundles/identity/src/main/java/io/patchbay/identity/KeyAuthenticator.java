package io.patchbay.identity;

import io.patchbay.spi.deploy.Publisher;
import io.patchbay.spi.deploy.Settings;
import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.identity.Authenticator;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Narrowing;
import io.patchbay.spi.identity.Presented;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Identifies callers by their API key, sent as {@code Authorization: Bearer keyId:secret} or {@code X-API-Key: keyId:secret}. */
@Component(immediate = true, configurationPid = "io.patchbay.identity")
@Designate(ocd = KeyAuthenticator.Config.class)
public final class KeyAuthenticator implements Authenticator, HealthCheck {

    private static final Logger log = LoggerFactory.getLogger(KeyAuthenticator.class);
    private static final Identity NO_CREDENTIAL = new Identity.Anonymous();
    private static final Identity MALFORMED = new Identity.Refused(Identity.Reason.MALFORMED, "");
    private static final Identity UNKNOWN = new Identity.Refused(Identity.Reason.UNKNOWN, "");

    private final ApiKeys keys;
    private final Secrets secrets;
    private final Clock clock;
    private final AtomicReference<Publisher> publisher = new AtomicReference<>();
    private volatile AnonymousAccess anonymous = new AnonymousAccess(NO_CREDENTIAL, Optional.empty());

    /** The settings of requests without a key. */
    @ObjectClassDefinition(
            name = "Identity",
            description =
                    "Sets whether requests without an API key are served. Each key has a settings file of its own.")
    public @interface Config {
        @AttributeDefinition(
                description =
                        "If true, direct requests from this machine's loopback address are served without a key, as the caller"
                                + " \"anonymous\". Requests of a proxy on this machine that sets no header look the same, so use false"
                                + " behind such a proxy. While publicUrl or trustedProxies is set, every request needs a key.")
        boolean anonymous() default false;

        @AttributeDefinition(
                required = false,
                description =
                        "The tools that the anonymous caller sees, by name. A * matches any characters. If empty, the caller sees no tool.")
        String[] anonymousTools() default {};

        @AttributeDefinition(
                required = false,
                description =
                        "The resources and resource templates that the anonymous caller sees, as for tools. If empty, the caller sees none.")
        String[] anonymousResources() default {};

        @AttributeDefinition(
                required = false,
                description =
                        "The prompts that the anonymous caller sees, as for tools. If empty, the caller sees no prompt.")
        String[] anonymousPrompts() default {};

        @AttributeDefinition(
                required = false,
                description =
                        "The features of the protocol that the anonymous caller may use, as for a key. If empty, the caller may use none.")
        String[] anonymousFeatures() default {"tools", "resources", "prompts", "tasks"};

        @AttributeDefinition(required = false, description = "The named scopes of the anonymous caller, as for a key.")
        String[] anonymousNamedScopes() default {};

        @AttributeDefinition(
                required = false,
                description = "Sets what calls of the anonymous caller may do, as for a key.",
                options = {@Option(value = "read"), @Option(value = "propose"), @Option(value = "write")})
        String anonymousEffect() default "read";
    }

    /** @param settings is present only if the settings of this component are valid */
    @Activate
    public KeyAuthenticator(
            Config config,
            Map<String, Object> properties,
            @Reference ApiKeys keys,
            @Reference(target = "(!(unusable=io.patchbay.identity))") Settings settings) {
        this(config, properties, keys, Clock.systemUTC());
    }

    KeyAuthenticator(Config config, Map<String, ?> properties, ApiKeys keys, Clock clock) {
        this.keys = keys;
        this.secrets = new Secrets();
        this.clock = clock;
        apply(config, properties);
    }

    @Modified
    void modified(Config config, Map<String, Object> properties) {
        apply(config, properties);
    }

    private void apply(Config config, Map<String, ?> properties) {
        try {
            Narrowing narrowing = NarrowingSettings.OF_ANONYMOUS.read(settings(config, properties));
            Identity identity = config.anonymous() ? AnonymousCaller.narrowedTo(narrowing) : NO_CREDENTIAL;
            anonymous = new AnonymousAccess(
                    identity.equals(anonymous.identity) ? anonymous.identity : identity, Optional.empty());
        } catch (IllegalArgumentException e) {
            String problem = "Invalid settings in io.patchbay.identity.cfg.json; the previous settings stay in force: "
                    + e.getMessage();
            log.warn(problem);
            // A caller who may no longer be anonymous is refused, whatever else is wrong with the file.
            anonymous =
                    new AnonymousAccess(config.anonymous() ? anonymous.identity : NO_CREDENTIAL, Optional.of(problem));
        }
    }

    /** Sets the publisher, which is used only to report patterns that match nothing. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPublisher(Publisher bound) {
        publisher.set(bound);
    }

    void unbindPublisher(Publisher gone) {
        publisher.compareAndSet(gone, null);
    }

    @Override
    public Identity authenticate(Presented presented) {
        List<String> authorization = presented.headers("Authorization");
        List<String> apiKey = presented.headers("X-API-Key");
        int credentials = authorization.size() + apiKey.size();
        if (credentials == 0) {
            return presented.loopback() ? anonymous.identity : NO_CREDENTIAL;
        }
        if (credentials > 1) {
            return MALFORMED;
        }
        return apiKey.isEmpty() ? identifyBearer(authorization.get(0)) : identifyKey(trim(apiKey.get(0)));
    }

    @Override
    public boolean holds(Identity.Known identity) {
        if (identity.credential().kind() == Credential.Kind.NONE) {
            return identity.equals(anonymous.identity);
        }
        return keys.find(identity.credential().id())
                .filter(key -> key.known().equals(identity) && !key.isExpiredAt(clock.millis()))
                .isPresent();
    }

    /** Returns the identity of the same key, secret and caller, with what the key is narrowed to now. */
    @Override
    public Optional<Identity.Known> current(Identity.Known identity) {
        Optional<Identity.Known> now = identity.credential().kind() == Credential.Kind.NONE
                ? Optional.of(anonymous.identity)
                        .filter(Identity.Known.class::isInstance)
                        .map(Identity.Known.class::cast)
                : keys.find(identity.credential().id())
                        .filter(key -> !key.isExpiredAt(clock.millis()))
                        .map(ApiKey::known);
        return now.filter(
                known -> known.credential().mark().equals(identity.credential().mark())
                        && known.caller().id().equals(identity.caller().id())
                        && known.caller().tenant().equals(identity.caller().tenant()));
    }

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        unmatchedPatterns()
                .forEach(warning -> problems.add(
                        new Problem(Problem.Severity.DEGRADED, "Check io.patchbay.identity.cfg.json. " + warning)));
        anonymous.problem.ifPresent(problem -> problems.add(new Problem(Problem.Severity.DEGRADED, problem)));
        keys.refused()
                .forEach((keyId, reason) -> problems.add(new Problem(
                        Problem.Severity.DEGRADED, "API key " + ApiKeys.printable(keyId) + " is refused: " + reason)));
        return problems;
    }

    /**
     * Returns the settings by name.
     *
     * @param properties all settings of the file, including the former setting {@code anonymousScopes}
     */
    private static Map<String, Object> settings(Config config, Map<String, ?> properties) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("anonymousTools", config.anonymousTools());
        settings.put("anonymousResources", config.anonymousResources());
        settings.put("anonymousPrompts", config.anonymousPrompts());
        settings.put("anonymousFeatures", config.anonymousFeatures());
        settings.put("anonymousNamedScopes", config.anonymousNamedScopes());
        settings.put("anonymousEffect", config.anonymousEffect());
        Object former = properties.get("anonymousScopes");
        if (former != null && !NarrowingSettings.items(former).isEmpty()) {
            settings.put("anonymousScopes", former);
        }
        return settings;
    }

    /** Returns one sentence for each pattern and named scope of the anonymous caller that matches nothing that is published now. */
    private List<String> unmatchedPatterns() {
        Publisher catalog = publisher.get();
        if (catalog == null || !(anonymous.identity instanceof Identity.Known known)) {
            return List.of();
        }
        return new UnmatchedPatterns(catalog.targets())
                .warnings(
                        NarrowingSettings.OF_ANONYMOUS.prefix(),
                        known.credential().narrowing());
    }

    private Identity identifyBearer(String header) {
        String value = trim(header);
        int space = value.indexOf(' ');
        if (space < 0) {
            return MALFORMED;
        }
        if (space != 6 || !value.regionMatches(true, 0, "Bearer", 0, 6)) {
            return UNKNOWN;
        }
        return identifyKey(trim(value.substring(space)));
    }

    private Identity identifyKey(String text) {
        if (text.isEmpty()) {
            return MALFORMED;
        }
        if (text.length() > Secrets.MAX_KEY_CHARS) {
            return UNKNOWN;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7f) {
                return MALFORMED;
            }
        }
        int colon = text.indexOf(':');
        return colon < 1 || !isId(text, colon)
                ? UNKNOWN
                : checkSecret(text.substring(0, colon), text.substring(colon + 1));
    }

    /**
     * Checks a secret. A key that does not exist is checked like a key with a different secret, so that the time of the check does
     * not reveal whether the key exists.
     */
    private Identity checkSecret(String keyId, String secret) {
        Optional<ApiKey> found = keys.find(keyId);
        byte[] digest = secrets.digest(secret);
        if (!found.orElse(secrets.unknownKey()).hasDigest(digest) || found.isEmpty()) {
            return new Identity.Refused(Identity.Reason.UNKNOWN, keyId, keys.isKnown(keyId));
        }
        if (found.get().isExpiredAt(clock.millis())) {
            return new Identity.Refused(Identity.Reason.EXPIRED, keyId, true);
        }
        return found.get().known();
    }

    private static boolean isId(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-')) {
                return false;
            }
        }
        return end <= 64;
    }

    /** Returns a value without the optional white space at its ends. */
    private static String trim(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && isBlank(value.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private record AnonymousAccess(Identity identity, Optional<String> problem) {}
}
