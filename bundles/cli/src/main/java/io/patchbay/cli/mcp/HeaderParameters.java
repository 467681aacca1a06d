package io.patchbay.cli.mcp;

import io.patchbay.cli.json.PlainJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a tool that clients also send as headers. The tool's input schema marks these arguments with {@code
 * x-mcp-header}.
 */
public record HeaderParameters(Map<List<String>, String> headers) {

    private static final int MAX_DEPTH = 32;

    public HeaderParameters {
        headers = Map.copyOf(headers);
    }

    public static HeaderParameters none() {
        return new HeaderParameters(Map.of());
    }

    /** Reads a tool's input schema. */
    public static HeaderParameters of(Map<String, Object> schema) {
        Map<List<String>, String> headers = new LinkedHashMap<>();
        collect(schema, List.of(), headers);
        return new HeaderParameters(headers);
    }

    /** Returns the headers for the arguments. Null and missing arguments have no header. */
    Map<String, String> values(Map<String, Object> arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        headers.forEach((path, header) -> {
            Object value = valueAt(arguments, path);
            if (value instanceof String text) {
                values.put("Mcp-Param-" + header, HeaderText.of(text));
            } else if (value instanceof Boolean || value instanceof BigDecimal) {
                values.put(
                        "Mcp-Param-" + header,
                        value instanceof BigDecimal number ? number.toPlainString() : value.toString());
            }
        });
        return values;
    }

    private static void collect(Map<String, Object> schema, List<String> path, Map<List<String>, String> headers) {
        PlainJson.member(schema, "properties").forEach((name, property) -> {
            List<String> here = new ArrayList<>(path);
            here.add(name);
            PlainJson.object(property).filter(inner -> here.size() <= MAX_DEPTH).ifPresent(inner -> {
                PlainJson.string(inner, "x-mcp-header").ifPresent(header -> headers.put(here, header));
                collect(inner, here, headers);
            });
        });
    }

    private static Object valueAt(Map<String, Object> arguments, List<String> path) {
        Object value = arguments;
        for (String name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }
}
