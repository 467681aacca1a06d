package io.patchbay.connectors.conformance;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tools whose calls take several rounds (SEP-2322). If a tool gets no usable answer, the tool asks the same question
 * again.
 */
final class Rounds {

    private static final String PREFIX = "test_input_required_result_";
    private static final InputRequest NAME = Questions.string("What is your name?", "name");
    private static final InputRequest CONFIRM = Questions.bool("Please confirm", "ok");

    List<Tool> tools() {
        return List.of(
                tool("elicitation", "Asks for a name.", Rounds::elicitation),
                tool("sampling", "Asks the client's model.", Rounds::sampling),
                tool("list_roots", "Asks for the client's folders.", Rounds::listRoots),
                tool("request_state", "Asks for a confirmation and keeps state between rounds.", Rounds::requestState),
                tool(
                        "multiple_inputs",
                        "Asks the user, the client's model and the client at once.",
                        Rounds::multipleInputs),
                tool("multi_round", "Asks two questions, one after the other.", Rounds::multiRound),
                tool("tampered_state", "Asks for a confirmation and checks the returned state.", Rounds::requestState),
                tool("capabilities", "Asks only questions that the client supports.", Rounds::capabilities));
    }

    private static Tool tool(String name, String description, FixtureTool.Step step) {
        return FixtureTool.of(PREFIX + name, description, step);
    }

    private static ToolResult elicitation(Arguments arguments, CallContext context) {
        return Questions.string(context, "user_name", "name")
                .<ToolResult>map(name -> ToolResult.text("Hello, " + name + "!"))
                .orElseGet(() -> ToolResult.ask("user_name", NAME));
    }

    private static ToolResult sampling(Arguments arguments, CallContext context) {
        return Questions.model(context, "capital_question")
                .<ToolResult>map(ToolResult::text)
                .orElseGet(() ->
                        ToolResult.ask("capital_question", Questions.model("What is the capital of France?", 100)));
    }

    private static ToolResult listRoots(Arguments arguments, CallContext context) {
        return Questions.roots(context, "client_roots")
                .<ToolResult>map(answer -> ToolResult.text("Roots: " + answer.roots()))
                .orElseGet(() -> ToolResult.ask("client_roots", Questions.roots()));
    }

    private static ToolResult requestState(Arguments arguments, CallContext context) {
        if (Questions.bool(context, "confirm", "ok").isEmpty()) {
            return ask(Map.of("confirm", CONFIRM), "unconfirmed");
        }
        return context.state().filter("unconfirmed"::equals).isPresent()
                ? ToolResult.text("state-ok")
                : ToolResult.failed("The request does not contain the state of the first round.");
    }

    private static ToolResult multipleInputs(Arguments arguments, CallContext context) {
        Optional<String> name = Questions.string(context, "user_name", "name");
        Optional<String> greeting = Questions.model(context, "greeting");
        if (name.isPresent()
                && greeting.isPresent()
                && Questions.roots(context, "client_roots").isPresent()) {
            return ToolResult.text(greeting.get() + " " + name.get());
        }
        Map<String, InputRequest> requests = new LinkedHashMap<>();
        requests.put("user_name", NAME);
        requests.put("greeting", Questions.model("Generate a greeting", 50));
        requests.put("client_roots", Questions.roots());
        return ask(requests, "all at once");
    }

    private static ToolResult multiRound(Arguments arguments, CallContext context) {
        Optional<String> name = Questions.string(context, "step1", "name");
        if (name.isEmpty()) {
            return ask(Map.of("step1", Questions.string("Step 1: What is your name?", "name")), "step 1");
        }
        Optional<String> color = Questions.string(context, "step2", "color");
        if (color.isEmpty()) {
            return ask(Map.of("step2", Questions.string("Step 2: What is your favorite color?", "color")), "step 2");
        }
        return ToolResult.text(name.get() + " likes " + color.get() + ".");
    }

    private static ToolResult capabilities(Arguments arguments, CallContext context) {
        if (!context.answers().isEmpty()) {
            return ToolResult.text("Answered: " + context.answers().keySet());
        }
        Map<String, InputRequest> requests = new LinkedHashMap<>();
        if (context.canAsk(ClientCapability.ELICITATION_FORM)) {
            requests.put("user_name", NAME);
        }
        if (context.canAsk(ClientCapability.SAMPLING)) {
            requests.put("greeting", Questions.model("Generate a greeting", 50));
        }
        return requests.isEmpty()
                ? ToolResult.failed("This client supports none of the questions.")
                : new ToolResult.InputRequired(requests, Optional.empty());
    }

    private static ToolResult ask(Map<String, InputRequest> requests, String state) {
        return new ToolResult.InputRequired(requests, Optional.of(state));
    }
}
