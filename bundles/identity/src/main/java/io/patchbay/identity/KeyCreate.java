package io.patchbay.identity;

import io.patchbay.api.Arguments;
import io.patchbay.api.Json;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import io.patchbay.spi.deploy.Publisher;
import io.patchbay.spi.deploy.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The command {@code key create} creates an API key. The options are {@code id}, {@code name}, {@code scopes} (one or several; by
 * default {@code *}), {@code expires} ({@code 90d}, {@code 12h} or an instant), {@code kind}, {@code tenant} and {@code caller}.
 * Only the answer contains the key.
 */
@Component
public final class KeyCreate implements Command {

    private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,4})([dhw])");
    private static final List<String> OPTIONS = List.of("id", "name", "scopes", "expires", "kind", "tenant", "caller");

    private final Settings settings;
    private final ApiKeys keys;
    private final Secrets secrets = new Secrets();
    private final Supplier<Set<String>> published;
    private final Clock clock;

    /** @param publisher null while there is no catalog; without a catalog, no scope counts as unmatched */
    @Activate
    public KeyCreate(
            @Reference Settings settings,
            @Reference ApiKeys keys,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    Publisher publisher) {
        this(settings, keys, publisher == null ? Set::of : publisher::scopes, Clock.systemUTC());
    }

    KeyCreate(Settings settings, ApiKeys keys, Supplier<Set<String>> published, Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.published = published;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "key create";
    }

    @Override
    public String summary() {
        return "Create an API key and show it once";
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public synchronized void run(Invocation invocation) throws IOException {
        Arguments arguments = invocation.arguments();
        for (String option : arguments.values().keySet()) {
            if (!OPTIONS.contains(option)) {
                throw new IllegalArgumentException(
                        "Unknown option. The options are: " + String.join(", ", OPTIONS) + ".");
            }
        }
        String keyId = option(arguments, "id").orElseGet(secrets::newKeyId);
        String secret = secrets.newSecret();
        Map<String, Object> properties = properties(keyId, secret, arguments);
        String expires = (String) properties.getOrDefault("expires", "");
        String key = keyId + ":" + secret;
        List<String> warnings =
                new UnmatchedScopes(published.get()).warnings(List.of((String[]) properties.get("scopes")));
        try {
            write(keyId, properties);
        } catch (UncheckedIOException e) {
            invocation.send(answerForManualCreation(keyId, key, properties, e.getCause(), warnings));
            return;
        }

        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("keyId", keyId);
        answer.put("key", key);
        answer.put("name", properties.get("name"));
        answer.put("scopes", List.of((String[]) properties.get("scopes")));
        answer.put("expires", expires);
        answer.put("warnings", warnings);
        answer.put(
                "text",
                "The key " + keyId + " is in force" + (expires.isEmpty() ? "" : " until " + expires)
                        + ". The key is shown only now and stored nowhere:\n\n  " + key
                        + "\n\nSend the key as: Authorization: Bearer " + key + paragraph(warnings));
        invocation.send(Json.of(answer));
    }

    private Map<String, Object> properties(String keyId, String secret, Arguments arguments) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("name", option(arguments, "name").orElse(keyId));
        properties.put(".sha256", HexFormat.of().formatHex(secrets.digest(secret)));
        properties.put("scopes", scopes(arguments));
        option(arguments, "expires")
                .ifPresent(text -> properties.put("expires", expires(text).toString()));
        option(arguments, "kind").ifPresent(text -> properties.put("kind", text.toUpperCase(Locale.ROOT)));
        for (String name : List.of("tenant", "caller")) {
            option(arguments, name).ifPresent(text -> properties.put(name, text));
        }
        return properties;
    }

    private void write(String keyId, Map<String, Object> properties) throws IOException {
        Optional<String> fault = ScopeCheck.fault(List.of((String[]) properties.get("scopes")));
        if (fault.isPresent()) {
            throw new IllegalArgumentException("No key was created: the scope " + fault.get());
        }
        try {
            ApiKey.of(keyId, properties);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("No key was created: " + e.getMessage() + ".", e);
        }
        if (keys.find(keyId).isPresent() || keys.refused().containsKey(keyId)) {
            throw new IllegalArgumentException("No key was created: a key with the id " + keyId
                    + " exists already. Choose another id, or revoke that key first.");
        }
        try {
            settings.write(
                    ApiKey.pid(keyId),
                    "An API key, created by `patchbay key create`. Its secret is stored nowhere.",
                    properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (keys.find(keyId).isEmpty()) {
            throw new IOException("The settings of key " + keyId + " were written but are not in force: "
                    + keys.refused().getOrDefault(keyId, "ConfigurationAdmin does not have them"));
        }
    }

    /**
     * Returns an answer with the file that an operator must add, because the server cannot write to the settings folder. An example
     * is a mounted folder.
     */
    private static Json answerForManualCreation(
            String keyId, String key, Map<String, Object> properties, IOException why, List<String> warnings) {
        Map<String, Object> members = new LinkedHashMap<>(properties);
        members.put("scopes", List.of((String[]) properties.get("scopes")));
        String file = ApiKey.pid(keyId) + ".cfg.json";
        String content = Json.of(members).text();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", false);
        answer.put("keyId", keyId);
        answer.put("key", key);
        answer.put("file", file);
        answer.put("content", content);
        answer.put("warnings", warnings);
        answer.put(
                "text",
                "No key was created: " + why.getMessage()
                        + ". To create this key, add this file to the source of the settings:\n\n  " + file + "\n\n  "
                        + content
                        + "\n\nThe key is in force as soon as the file exists. The key is shown only now and stored nowhere:\n\n  "
                        + key
                        + paragraph(warnings));
        return Json.of(answer);
    }

    private static String paragraph(List<String> warnings) {
        return warnings.isEmpty() ? "" : "\n\n" + String.join("\n", warnings);
    }

    private static Optional<String> option(Arguments arguments, String name) {
        return arguments.optionalString(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static String[] scopes(Arguments arguments) {
        if (!arguments.has("scopes")) {
            return new String[] {"*"};
        }
        boolean one = arguments.values().get("scopes") instanceof String;
        List<String> given =
                one ? List.of(arguments.string("scopes").strip().split("[,\\s]+")) : arguments.strings("scopes");
        return given.toArray(String[]::new);
    }

    private Instant expires(String text) {
        Matcher span = SPAN.matcher(text);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expires =
                span.matches() ? now.plus(span(Integer.parseInt(span.group(1)), span.group(2))) : instant(text);
        if (!expires.isAfter(now)) {
            throw new IllegalArgumentException("No key was created: the time in expires is in the past.");
        }
        return expires;
    }

    private static Duration span(int count, String unit) {
        return switch (unit) {
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofDays(7L * count);
        };
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "No key was created: expires is neither a span such as 90d, 12h or 8w nor an instant such as 2027-01-31T00:00:00Z.",
                    e);
        }
    }
}
