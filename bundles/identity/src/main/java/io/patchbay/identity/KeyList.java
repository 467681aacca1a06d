package io.patchbay.identity;

import io.patchbay.api.Json;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import io.patchbay.spi.deploy.Publisher;
import io.patchbay.spi.identity.Credential;
import io.patchbay.support.SafeText;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The command {@code key list} shows every key and its scopes, but nothing that helps to guess a secret. */
@Component
public final class KeyList implements Command {

    private final ApiKeys keys;
    private final Supplier<Set<String>> published;
    private final Clock clock;

    /** @param publisher null while there is no catalog; without a catalog, no scope counts as unmatched */
    @Activate
    public KeyList(
            @Reference ApiKeys keys,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    Publisher publisher) {
        this(keys, publisher == null ? Set::of : publisher::scopes, Clock.systemUTC());
    }

    KeyList(ApiKeys keys, Supplier<Set<String>> published, Clock clock) {
        this.keys = keys;
        this.published = published;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "key list";
    }

    @Override
    public String summary() {
        return "List the API keys";
    }

    @Override
    public boolean writes() {
        return false;
    }

    @Override
    public Optional<Set<String>> argumentNames() {
        return Optional.of(Set.of());
    }

    @Override
    public void run(Invocation invocation) {
        List<Map<String, Object>> rows = new ArrayList<>();
        UnmatchedScopes unmatched = new UnmatchedScopes(published.get());
        keys.keys().values().forEach(key -> rows.add(row(key, unmatched)));
        keys.refused().forEach((keyId, reason) -> rows.add(refusedRow(keyId, reason)));
        invocation.send(Json.of(Map.of("keys", rows, "text", text(rows))));
    }

    private Map<String, Object> row(ApiKey key, UnmatchedScopes unmatched) {
        Credential credential = key.known().credential();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("keyId", key.id());
        row.put("state", key.isExpiredAt(clock.millis()) ? "expired" : "in force");
        row.put("name", key.known().caller().name());
        row.put("caller", key.known().caller().id());
        row.put("kind", key.known().caller().kind().name());
        row.put("tenant", key.known().caller().tenant().id());
        row.put("scopes", new TreeSet<>(credential.scopes()));
        row.put("matchNothing", unmatched.among(credential.scopes()));
        row.put("expires", credential.expires().map(Instant::toString).orElse(""));
        return row;
    }

    private static Map<String, Object> refusedRow(String keyId, String reason) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("keyId", ApiKeys.printable(keyId));
        row.put("state", "refused: " + reason);
        return row;
    }

    private static String text(List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            return "There are no keys. Create a key with: patchbay key create";
        }
        StringBuilder text = new StringBuilder();
        for (Map<String, Object> row : rows) {
            text.append(text.isEmpty() ? "" : "\n")
                    .append(row.get("keyId"))
                    .append("  ")
                    .append(row.get("state"));
            if (row.containsKey("name")) {
                String expires = (String) row.get("expires");
                text.append(expires.isEmpty() ? "" : " (expires " + expires + ")");
                text.append("  ")
                        .append(SafeText.line((String) row.get("name")))
                        .append("  ")
                        .append(row.get("scopes"));
                List<?> unmatched = (List<?>) row.get("matchNothing");
                text.append(
                        unmatched.isEmpty() ? "" : "  These scopes match nothing that is published now: " + unmatched);
            }
        }
        return text.toString();
    }
}
