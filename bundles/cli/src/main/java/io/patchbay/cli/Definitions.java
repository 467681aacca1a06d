package io.patchbay.cli;

import io.patchbay.cli.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Definitions as people read them. */
final class Definitions {

    private Definitions() {}

    /** One on a line. */
    static String line(Primitives kind, Map<String, Object> definition) {
        String description = JsonText.string(definition, "description").or(() -> JsonText.string(definition, "title")).orElse("");
        return Harmless.line(String.format("%-32s %s", kind.key(definition), description.lines().findFirst().orElse(""))).strip();
    }

    /** One with everything. */
    static String page(Primitives kind, Map<String, Object> definition) {
        List<String> lines = new ArrayList<>();
        lines.add(kind.key(definition) + JsonText.string(definition, "title").map(title -> "  " + title).orElse(""));
        JsonText.string(definition, "description").ifPresent(text -> text.lines().forEach(line -> lines.add("  " + line)));
        effect(definition, lines);
        Map<String, Object> input = JsonText.member(definition, "inputSchema");
        List<?> required = input.get("required") instanceof List<?> names ? names : List.of();
        JsonText.member(input, "properties").forEach((name, schema) -> lines.add("  --arg " + name + "=…"
                + (required.contains(name) ? "   required" : "   optional") + "  " + JsonText.write(schema)));
        JsonText.members(definition, "arguments").forEach(one -> lines.add("  --arg " + one.get("name") + "=…"
                + (Boolean.TRUE.equals(one.get("required")) ? "   required  " : "   optional  ")
                + JsonText.string(one, "description").orElse("")));
        if (definition.containsKey("outputSchema")) {
            lines.add("  answers " + JsonText.write(definition.get("outputSchema")));
        }
        JsonText.string(definition, "mimeType").ifPresent(type -> lines.add("  " + type));
        return String.join("\n", lines);
    }

    private static void effect(Map<String, Object> definition, List<String> lines) {
        Map<String, Object> annotations = JsonText.member(definition, "annotations");
        if (Boolean.TRUE.equals(annotations.get("readOnlyHint"))) {
            lines.add("  reads only");
        } else if (annotations.containsKey("readOnlyHint")) {
            lines.add(Boolean.FALSE.equals(annotations.get("destructiveHint")) ? "  writes, and destroys nothing" : "  writes, and may destroy");
        }
    }
}
