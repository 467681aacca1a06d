package io.patchbay.connectors.hostile;

import io.patchbay.api.Content;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Json;
import io.patchbay.api.Level;
import io.patchbay.api.Schema;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tools whose results, progress messages, logs or questions exceed every limit by far. */
final class Large {

    private static final int MEGABYTE = 1024 * 1024;

    List<Tool> tools() {
        return List.of(
                new HostileTool("huge_text", context -> ToolResult.text("x".repeat(64 * MEGABYTE))),
                new HostileTool(
                        "huge_structured",
                        context -> ToolResult.structured(new Json("\"" + "x".repeat(64 * MEGABYTE) + "\""))),
                new HostileTool(
                        "many_contents",
                        context -> ToolResult.of(Collections.nCopies(2 * MEGABYTE, Content.text("x"))
                                .toArray(Content[]::new))),
                new HostileTool(
                        "deep",
                        context -> ToolResult.structured(new Json("[".repeat(MEGABYTE) + "]".repeat(MEGABYTE)))),
                new HostileTool("cyclic", context -> ToolResult.structured(Json.of(cyclicList()))),
                new HostileTool("flood_progress", context -> {
                    for (int i = 0; i < 100_000; i++) {
                        context.progress(i, 0, "x".repeat(1000));
                    }
                    return ToolResult.text("told");
                }),
                new HostileTool("flood_logs", context -> {
                    for (int i = 0; i < 10_000; i++) {
                        context.log(Level.ERROR, "x".repeat(100_000));
                    }
                    return ToolResult.text("logged");
                }),
                new HostileTool("flood_questions", context -> manyQuestions()));
    }

    private static List<Object> cyclicList() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        return cycle;
    }

    private static ToolResult manyQuestions() {
        Schema form = Schema.of("{\"type\":\"object\",\"properties\":{\"yes\":{\"type\":\"boolean\"}}}");
        Map<String, InputRequest> requests = new LinkedHashMap<>();
        for (int i = 0; i < 100_000; i++) {
            requests.put("question-" + i, InputRequest.form("Yes?", form));
        }
        return new ToolResult.InputRequired(requests, Optional.empty());
    }
}
