package io.patchbay.typed;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Rejects an invalid {@link Header}, because clients ignore tools with an invalid header. */
final class HeaderCheck {

    static final String KEYWORD = "x-mcp-header";

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Set<String> TYPES = Set.of("string", "integer", "boolean");

    private final Set<String> names = new HashSet<>();

    private HeaderCheck() {}

    static void check(Map<String, Object> schema) {
        new HeaderCheck().check(schema, true);
    }

    private void check(Object schema, boolean reachable) {
        if (schema instanceof Iterable<?> schemas) {
            schemas.forEach(each -> check(each, false));
        }
        if (!(schema instanceof Map<?, ?> keywords)) {
            return;
        }
        if (keywords.get(KEYWORD) instanceof String name) {
            checkName(name, keywords, reachable);
        }
        keywords.forEach((keyword, value) -> {
            if (keyword.equals("properties") && value instanceof Map<?, ?> properties) {
                properties.values().forEach(property -> check(property, reachable));
            } else if (keyword.equals("$defs") && value instanceof Map<?, ?> definitions) {
                definitions.values().forEach(definition -> check(definition, false));
            } else {
                check(value, false);
            }
        });
    }

    private void checkName(String name, Map<?, ?> keywords, boolean reachable) {
        if (!TOKEN.matcher(name).matches()) {
            throw new IllegalArgumentException("@Header is not a valid header name: " + name);
        }
        if (!reachable || !TYPES.contains(String.valueOf(keywords.get("type")))) {
            throw new IllegalArgumentException(
                    "@Header is not allowed for a number with a fraction, an item or an object: " + name);
        }
        if (keywords.containsKey("writeOnly")) {
            throw new IllegalArgumentException("@Header is not allowed for a secret: " + name);
        }
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("two components have the same header: " + name);
        }
    }
}
