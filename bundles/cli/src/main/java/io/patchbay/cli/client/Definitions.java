package io.patchbay.cli.client;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.support.SafeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Formats definitions of tools, resources and prompts for people. */
public final class Definitions {

    private static final int MAX_WIDTH_CHARACTERS = 56;

    private Definitions() {}

    /**
     * Returns one definition on one line.
     *
     * @param width the width of the column with the names, in characters
     */
    public static String line(Primitives kind, Map<String, Object> definition, int width) {
        String description = PlainJson.string(definition, "description")
                .or(() -> PlainJson.string(definition, "title"))
                .orElse("");
        String name = SafeText.oneLine(String.valueOf(kind.key(definition)));
        return (name + " ".repeat(Math.max(0, width - name.length())) + "  "
                        + SafeText.oneLine(description.lines().findFirst().orElse("")))
                .strip();
    }

    /** Returns the width of the column with the names. Names that are longer than a limit do not widen the column. */
    public static int width(Primitives kind, List<Map<String, Object>> definitions) {
        return definitions.stream()
                .mapToInt(definition ->
                        SafeText.oneLine(String.valueOf(kind.key(definition))).length())
                .filter(length -> length <= MAX_WIDTH_CHARACTERS)
                .max()
                .orElse(MAX_WIDTH_CHARACTERS);
    }

    /** Returns one definition with all details. */
    public static String page(Primitives kind, Map<String, Object> definition) {
        List<String> lines = new ArrayList<>();
        lines.add(kind.key(definition)
                + PlainJson.string(definition, "title")
                        .map(title -> "  " + title)
                        .orElse(""));
        PlainJson.string(definition, "description")
                .ifPresent(text -> text.lines().forEach(line -> lines.add("  " + line)));
        effect(definition, lines);
        Map<String, Object> input = PlainJson.member(definition, "inputSchema");
        List<?> required = input.get("required") instanceof List<?> names ? names : List.of();
        PlainJson.member(input, "properties")
                .forEach((name, schema) -> lines.add("  --arg " + name + "=…"
                        + (required.contains(name) ? "   required" : "   optional") + "  " + argument(schema)));
        PlainJson.members(definition, "arguments")
                .forEach(one -> lines.add("  --arg " + one.get("name") + "=…"
                        + (Boolean.TRUE.equals(one.get("required")) ? "   required  " : "   optional  ")
                        + PlainJson.string(one, "description").orElse("")));
        if (definition.containsKey("outputSchema")) {
            lines.add("  returns");
            pretty("", definition.get("outputSchema"), "    ", lines);
        }
        PlainJson.string(definition, "mimeType").ifPresent(type -> lines.add("  " + type));
        return String.join("\n", lines);
    }

    private static void effect(Map<String, Object> definition, List<String> lines) {
        Map<String, Object> annotations = PlainJson.member(definition, "annotations");
        if (Boolean.TRUE.equals(annotations.get("readOnlyHint"))) {
            lines.add("  read-only");
        } else if (annotations.containsKey("readOnlyHint")) {
            lines.add(
                    Boolean.FALSE.equals(annotations.get("destructiveHint"))
                            ? "  writes, and is not destructive"
                            : "  writes, and may be destructive");
        }
    }

    /** Returns the type of an argument, its description, and the rest of its schema. */
    private static String argument(Object schema) {
        if (!(schema instanceof Map<?, ?> members)) {
            return PlainJson.write(schema);
        }
        Map<Object, Object> rest = new LinkedHashMap<>(members);
        Object type = rest.remove("type");
        Object description = rest.remove("description");
        return (type == null ? "any" : type instanceof String ? type : PlainJson.write(type))
                + (rest.isEmpty() ? "" : " " + PlainJson.write(rest))
                + (description == null ? "" : "  " + description);
    }

    /** Writes JSON on several lines. A short value stays on one line. */
    private static void pretty(String before, Object value, String indent, List<String> lines) {
        String whole = PlainJson.write(value);
        if (whole.length() <= MAX_WIDTH_CHARACTERS || !(value instanceof Map<?, ?> || value instanceof List<?>)) {
            lines.add(indent + before + whole);
            return;
        }
        if (value instanceof Map<?, ?> members) {
            lines.add(indent + before + "{");
            members.forEach((name, member) -> pretty(PlainJson.write(name) + ": ", member, indent + "  ", lines));
            lines.add(indent + "}");
        } else {
            lines.add(indent + before + "[");
            ((List<?>) value).forEach(item -> pretty("", item, indent + "  ", lines));
            lines.add(indent + "]");
        }
    }
}
