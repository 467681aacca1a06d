package io.patchbay.connectors.conformance;

import io.patchbay.api.Json;
import io.patchbay.api.Schema;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import java.util.List;
import java.util.Map;

/** Tools that return text at once. The suite calls the first tool in the list without arguments. */
final class Texts {

    List<Tool> tools() {
        return List.of(
                FixtureTool.of(
                        "test_simple_text",
                        "Returns text.",
                        (arguments, context) -> ToolResult.text("This is a simple text response for testing.")),
                FixtureTool.of(
                        "test_error_handling",
                        "Always fails.",
                        (arguments, context) ->
                                ToolResult.failed("This tool intentionally returns an error for testing")),
                FixtureTool.of(
                        "greet",
                        "Returns a greeting for a name.",
                        Schemas.string("name"),
                        (arguments, context) -> ToolResult.text("Hello, " + arguments.string("name") + "!")),
                FixtureTool.of(
                        "test_custom_header",
                        "Has a parameter that is mirrored in a header.",
                        Schema.of("""
                        {"type": "object", "additionalProperties": false,
                         "properties": {"region": {"type": "string", "x-mcp-header": "Region"}}}"""),
                        (arguments, context) -> ToolResult.text(
                                "Region: " + arguments.optionalString("region").orElse("none"))),
                new FixtureTool(
                        ToolDefinition.readOnly("structured_sum", "Adds two numbers.", Schemas.SUMMANDS)
                                .withOutput(Schemas.SUM),
                        (arguments, context) -> ToolResult.structured(
                                Json.of(Map.of("sum", arguments.integer("a") + arguments.integer("b"))))),
                FixtureTool.of(
                        "json_schema_2020_12_tool",
                        "Tool with JSON Schema 2020-12 features",
                        Schemas.VOCABULARY,
                        (arguments, context) -> ToolResult.text("JSON Schema 2020-12 tool called with: "
                                + arguments.json().text())));
    }
}
