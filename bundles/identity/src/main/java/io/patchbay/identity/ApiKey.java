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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** One API key as its settings describe it: who comes with it, and the digest its secret is recognised by. */
final class ApiKey {

    /** The factory PID of keys; the instance's name is the key's id. */
    static final String FACTORY_PID = "io.patchbay.identity.key";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern HOLDER = Pattern.compile("[A-Za-z0-9_.@-]{1,64}");
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,160}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final int LONGEST_NAME = 128;
    private static final int MOST_SCOPES = 512;

    private final Identity.Known known;
    private final byte[] sha256;
    private final long expires;

    private ApiKey(Identity.Known known, byte[] sha256) {
        this.known = requireNonNull(known, "known");
        this.sha256 = sha256;
        this.expires = known.credential().expires().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    }

    /** The settings of one key, in {@code io.patchbay.identity.key~<key id>.cfg.json}. */
    @ObjectClassDefinition(
            factoryPid = FACTORY_PID,
            name = "API key",
            description = "One API key; the instance's name is the key's id. `patchbay key create` writes these files.")
    @interface Config {
        @AttributeDefinition(description = "Who holds the key, for people and for the audit trail.")
        String name();

        @AttributeDefinition(
                description = "SHA-256 of the secret, 64 hexadecimal digits. The secret itself is kept nowhere.")
        String _sha256();

        @AttributeDefinition(
                required = false,
                description = "What the key may see: *, tools:<pattern>, resources:<pattern>, prompts:<pattern>,"
                        + " features:<pattern>. Empty: nothing.")
        String[] scopes() default {};

        @AttributeDefinition(
                required = false,
                description =
                        "The instant from which on it is refused by the machine's clock, for example 2027-01-31T00:00:00Z. Empty:"
                                + " never. A clock that is set back makes it valid again: to end a key for certain, revoke it.")
        String expires() default "";

        @AttributeDefinition(
                required = false,
                description = "What stands behind the caller.",
                options = {@Option(value = "AGENT"), @Option(value = "SERVICE"), @Option(value = "PERSON")})
        String kind() default "AGENT";

        @AttributeDefinition(required = false, description = "The tenant the caller belongs to.")
        String tenant() default "default";

        @AttributeDefinition(
                required = false,
                description =
                        "The caller's id; empty: the key's id. Two keys with one caller let a secret be rotated without a gap.")
        String caller() default "";
    }

    /** Whether a text may be a key's id. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The PID of a key's settings. */
    static String pid(String keyId) {
        return FACTORY_PID + "~" + keyId;
    }

    /**
     * Reads a key's settings.
     *
     * @throws IllegalArgumentException when they make no key, with the reason in one line
     */
    static ApiKey of(String keyId, Map<String, ?> properties) {
        check(isId(keyId), "its id must be 1 to 64 characters of A-Z a-z 0-9 _ -");
        String name = text(properties, "name", "");
        check(!name.isBlank(), "it has no name");
        check(name.length() <= LONGEST_NAME, "its name is longer than " + LONGEST_NAME + " characters");
        String sha256 = text(properties, ".sha256", "");
        check(SHA_256.matcher(sha256).matches(), ".sha256 is not the 64 hexadecimal digits of a SHA-256");
        String holder = text(properties, "caller", keyId);
        check(HOLDER.matcher(holder).matches(), "caller must be 1 to 64 characters of A-Z a-z 0-9 _ . @ -");
        check(!holder.equals(Anonymous.ID), "caller " + Anonymous.ID + " is for callers without a key");
        String tenant = text(properties, "tenant", "default");
        check(HOLDER.matcher(tenant).matches(), "tenant must be 1 to 64 characters of A-Z a-z 0-9 _ . @ -");
        Caller caller = new Caller(holder, name, kind(text(properties, "kind", "AGENT")), new Tenant(tenant), Map.of());
        Credential credential = new Credential(
                keyId,
                Credential.Kind.API_KEY,
                scopes("scopes", properties.get("scopes")),
                expires(text(properties, "expires", "")),
                mark(sha256));
        return new ApiKey(Identity.Known.of(caller, credential), HexFormat.of().parseHex(sha256));
    }

    /**
     * Reads a setting that holds scopes: absent, one, or several.
     *
     * @throws IllegalArgumentException when one of them is none
     */
    static Set<String> scopes(String name, Object setting) {
        Set<String> scopes = new LinkedHashSet<>();
        for (Object item : items(setting)) {
            check(item instanceof String, name + " contains a value that is not text");
            String scope = (String) item;
            check(!scope.contains("$["), name + " contains a placeholder that could not be resolved");
            check(SCOPE.matcher(scope).matches(), name + " contains an invalid scope");
            scopes.add(scope);
        }
        check(scopes.size() <= MOST_SCOPES, name + " holds more than " + MOST_SCOPES);
        return scopes;
    }

    Identity.Known known() {
        return known;
    }

    String id() {
        return known.credential().id();
    }

    boolean recognises(byte[] digest) {
        return MessageDigest.isEqual(sha256, digest);
    }

    boolean expiredAt(long epochMillis) {
        return epochMillis >= expires;
    }

    /** Whether nothing distinguishes the two, so that the older one may stay. */
    boolean same(ApiKey other) {
        return known.equals(other.known) && MessageDigest.isEqual(sha256, other.sha256);
    }

    private static String text(Map<String, ?> properties, String property, String otherwise) {
        Object value = properties.get(property);
        check(value == null || value instanceof String, property + " is not a text");
        String text = value == null ? "" : ((String) value).strip();
        check(!text.contains("$["), property + " contains a placeholder that could not be resolved");
        return text.isEmpty() ? otherwise : text;
    }

    private static List<?> items(Object setting) {
        if (setting == null) {
            return List.of();
        }
        if (setting instanceof Object[] array) {
            return List.of(array);
        }
        return setting instanceof List<?> list ? list : List.of(setting);
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

    /** Tells this key from another of the same id with another secret; the digest cannot be told from it. */
    private static String mark(String sha256) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(sha256.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }

    private static void check(boolean good, String reason) {
        if (!good) {
            throw new IllegalArgumentException(reason);
        }
    }
}
