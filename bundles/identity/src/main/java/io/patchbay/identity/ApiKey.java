package io.patchbay.identity;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Caller;
import io.patchbay.api.Tenant;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** One API key, with its caller and the digest of its secret. */
final class ApiKey {

    /** The factory PID of keys. The name of the instance is the id of the key. */
    static final String FACTORY_PID = "io.patchbay.identity.key";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern CALLER_OR_TENANT = Pattern.compile("[A-Za-z0-9_.@-]{1,64}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final int MAX_NAME_CHARS = 128;

    private final Identity.Known known;
    private final byte[] sha256;
    private final long expiresMillis;

    private ApiKey(Identity.Known known, byte[] sha256) {
        this.known = requireNonNull(known, "known");
        this.sha256 = sha256;
        this.expiresMillis =
                known.credential().expires().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    }

    /** The settings of one key, in {@code io.patchbay.identity.key~<key id>.cfg.json}. */
    @ObjectClassDefinition(
            factoryPid = FACTORY_PID,
            name = "API key",
            description =
                    "One API key. The part of the file name after ~ is the id of the key. `patchbay key create` writes these files.")
    @interface Config {
        @AttributeDefinition(description = "The name of the key's holder, for people and for the audit trail.")
        String name();

        @AttributeDefinition(
                description = "The SHA-256 of the secret, as 64 hexadecimal digits. The secret itself is not stored.")
        String _sha256();

        @AttributeDefinition(
                required = false,
                description =
                        "The tools that the key sees, by name. A * matches any characters. Without this setting, the key sees all"
                                + " tools. With an empty list, the key sees no tool.")
        String[] tools() default {"*"};

        @AttributeDefinition(
                required = false,
                description = "The resources and resource templates that the key sees, by name, as for tools.")
        String[] resources() default {"*"};

        @AttributeDefinition(required = false, description = "The prompts that the key sees, by name, as for tools.")
        String[] prompts() default {"*"};

        @AttributeDefinition(
                required = false,
                description =
                        "The features of the protocol that the key may use: tools, resources, prompts, completion, logging,"
                                + " subscriptions and tasks. The server does not announce other features, and their methods do not"
                                + " exist for the key. Without this setting, the key may use all features.")
        String[] features() default {"*"};

        @AttributeDefinition(
                required = false,
                description =
                        "The named scopes of the key. Connectors can require a named scope for an entry. /metrics and the details of"
                                + " /readyz require admin:read. A scope that ends in :* includes all scopes with the same beginning."
                                + " The scope admin:* is not valid.")
        String[] namedScopes() default {};

        @AttributeDefinition(
                required = false,
                description =
                        "Sets what calls with the key may do. With read, calls only read. With propose, a rule of policy may turn a"
                                + " write into a draft, and no write runs at once. With write, calls may write. Each write also"
                                + " needs a rule in io.patchbay.policy.",
                options = {@Option(value = "read"), @Option(value = "propose"), @Option(value = "write")})
        String effect() default "read";

        @AttributeDefinition(
                required = false,
                description =
                        "The instant at which the key expires by this machine's clock, for example 2027-01-31T00:00:00Z. If empty, the"
                                + " key does not expire. If the clock is set back, an expired key becomes valid again. To end a"
                                + " key for certain, revoke the key.")
        String expires() default "";

        @AttributeDefinition(
                required = false,
                description = "The kind of caller.",
                options = {@Option(value = "AGENT"), @Option(value = "SERVICE"), @Option(value = "PERSON")})
        String kind() default "AGENT";

        @AttributeDefinition(required = false, description = "The tenant to which the caller belongs.")
        String tenant() default "default";

        @AttributeDefinition(
                required = false,
                description =
                        "The id of the caller. If empty, the id of the key is used. With two keys for one caller, a secret can be"
                                + " replaced without an interruption.")
        String caller() default "";
    }

    /** Returns whether a text is valid as the id of a key. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Returns the PID of the settings of a key. */
    static String pid(String keyId) {
        return FACTORY_PID + "~" + keyId;
    }

    /**
     * Reads the settings of a key.
     *
     * @throws IllegalArgumentException if the settings are invalid; the message gives the reason in one line
     */
    static ApiKey of(String keyId, Map<String, ?> properties) {
        check(isId(keyId), "the id must be 1 to 64 characters of A-Z a-z 0-9 _ -");
        String name = text(properties, "name", "");
        check(!name.isBlank(), "name is empty");
        check(name.length() <= MAX_NAME_CHARS, "name is longer than " + MAX_NAME_CHARS + " characters");
        String sha256 = text(properties, ".sha256", "");
        check(SHA_256.matcher(sha256).matches(), ".sha256 is not the 64 hexadecimal digits of a SHA-256");
        String callerId = text(properties, "caller", keyId);
        check(CALLER_OR_TENANT.matcher(callerId).matches(), "caller must be 1 to 64 characters of A-Z a-z 0-9 _ . @ -");
        check(
                !callerId.equals(AnonymousCaller.ID),
                "caller " + AnonymousCaller.ID + " is reserved for requests without a key");
        String tenant = text(properties, "tenant", "default");
        check(CALLER_OR_TENANT.matcher(tenant).matches(), "tenant must be 1 to 64 characters of A-Z a-z 0-9 _ . @ -");
        Caller caller =
                new Caller(callerId, name, kind(text(properties, "kind", "AGENT")), new Tenant(tenant), Map.of());
        Credential credential = new Credential(
                keyId,
                Credential.Kind.API_KEY,
                NarrowingSettings.OF_KEY.read(properties),
                expires(text(properties, "expires", "")),
                secretMark(sha256));
        return new ApiKey(Identity.Known.of(caller, credential), HexFormat.of().parseHex(sha256));
    }

    Identity.Known known() {
        return known;
    }

    String id() {
        return known.credential().id();
    }

    boolean hasDigest(byte[] digest) {
        return MessageDigest.isEqual(sha256, digest);
    }

    boolean isExpiredAt(long epochMillis) {
        return epochMillis >= expiresMillis;
    }

    /** Returns whether the other key has the same caller, credential and secret. */
    boolean isSameAs(ApiKey other) {
        return known.equals(other.known) && MessageDigest.isEqual(sha256, other.sha256);
    }

    private static String text(Map<String, ?> properties, String property, String otherwise) {
        Object value = properties.get(property);
        check(value == null || value instanceof String, property + " is not text");
        String text = value == null ? "" : ((String) value).strip();
        check(!text.contains("$["), property + " contains a placeholder that could not be resolved");
        return text.isEmpty() ? otherwise : text;
    }

    private static Caller.Kind kind(String text) {
        try {
            return Caller.Kind.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("kind is not PERSON, SERVICE or AGENT", e);
        }
    }

    private static Optional<Instant> expires(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("expires is not an instant such as 2027-01-31T00:00:00Z", e);
        }
    }

    /** Returns a mark of a secret that does not reveal the digest. Keys with the same id and different secrets have different marks. */
    private static String secretMark(String sha256) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(sha256.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }

    private static void check(boolean valid, String reason) {
        if (!valid) {
            throw new IllegalArgumentException(reason);
        }
    }
}
