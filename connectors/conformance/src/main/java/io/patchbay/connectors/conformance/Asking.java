package io.patchbay.connectors.conformance;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Schema;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import java.util.List;

/**
 * Tools that ask one question. The conformance suite calls these tools in the legacy era, in which a question is a
 * request from the server.
 */
final class Asking {

    List<Tool> tools() {
        return List.of(
                FixtureTool.of(
                        "test_sampling",
                        "Asks the client's model to answer a prompt.",
                        Schemas.string("prompt"),
                        Asking::sample),
                FixtureTool.of(
                        "test_elicitation",
                        "Asks the user for a name and an address.",
                        Schemas.string("message"),
                        (arguments, context) -> ask(
                                context,
                                Questions.form(arguments.string("message"), Schemas.string("username", "email")))),
                FixtureTool.of(
                        "test_elicitation_sep1034_defaults",
                        "Asks with a form that has defaults.",
                        (arguments, context) ->
                                ask(context, Questions.form("Please review these details", Schemas.DEFAULTS))),
                FixtureTool.of(
                        "test_elicitation_sep1330_enums",
                        "Asks with a form that has choices.",
                        (arguments, context) -> ask(context, Questions.form("Please choose", Schemas.ENUMS))),
                FixtureTool.of(
                        "test_streaming_elicitation",
                        "Asks for a name, on whatever stream the client reads the result.",
                        (arguments, context) -> ask(context, Questions.string("What is your name?", "name"))),
                new FixtureTool(
                        ToolDefinition.readOnly(
                                        "test_missing_capability",
                                        "Can be called only by clients that support sampling.",
                                        Schema.EMPTY)
                                .withNeeds(ClientCapability.SAMPLING),
                        (arguments, context) -> ToolResult.text("The client has a model.")));
    }

    private static ToolResult sample(Arguments arguments, CallContext context) {
        if (!context.answers().containsKey("answer")) {
            return ToolResult.ask("answer", Questions.model(arguments.string("prompt"), 100));
        }
        return Questions.model(context, "answer")
                .<ToolResult>map(text -> ToolResult.text("LLM response: " + text))
                .orElseGet(() -> ToolResult.failed("The client's model did not answer."));
    }

    private static ToolResult ask(CallContext context, InputRequest question) {
        return Questions.response(context, "answer")
                .<ToolResult>map(response -> ToolResult.text("User response: " + response))
                .orElseGet(() -> ToolResult.ask("answer", question));
    }
}
