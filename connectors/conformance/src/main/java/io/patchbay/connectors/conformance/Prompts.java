package io.patchbay.connectors.conformance;

import io.patchbay.api.Content;
import io.patchbay.api.Contents;
import io.patchbay.api.Message;
import io.patchbay.api.Prompt;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prompts with every kind of content, and a prompt that asks a question first. */
final class Prompts {

    List<Prompt> prompts() {
        return List.of(
                FixturePrompt.of(
                        "test_simple_prompt",
                        "One message.",
                        (arguments, context) -> PromptResult.of(Message.user("This is a simple prompt for testing."))),
                FixturePrompt.of(
                        "test_prompt_with_arguments",
                        "One message with two arguments in it.",
                        (arguments, context) ->
                                PromptResult.of(Message.user("Prompt with arguments: arg1='%s', arg2='%s'"
                                        .formatted(arguments.string("arg1"), arguments.string("arg2")))),
                        PromptArgument.required("arg1", "First test argument"),
                        PromptArgument.required("arg2", "Second test argument")),
                FixturePrompt.of(
                        "test_prompt_with_embedded_resource",
                        "A resource, and what to do with it.",
                        (arguments, context) -> PromptResult.of(
                                Message.user(Content.embedded(Contents.text(
                                        arguments.string("resourceUri"),
                                        "text/plain",
                                        "Embedded resource content for testing."))),
                                Message.user("Please process the embedded resource above.")),
                        PromptArgument.required("resourceUri", "URI of the resource to embed")),
                FixturePrompt.of(
                        "test_prompt_with_image",
                        "A picture, and what to do with it.",
                        (arguments, context) -> PromptResult.of(
                                Message.user(Samples.image()), Message.user("Please analyze the image above."))),
                FixturePrompt.of(
                        "test_input_required_result_prompt",
                        "Asks for its context, then returns one message.",
                        (arguments, context) -> Questions.string(context, "user_context", "context")
                                .<PromptResult>map(text -> PromptResult.of(Message.user("Context: " + text)))
                                .orElseGet(() -> new PromptResult.InputRequired(
                                        Map.of(
                                                "user_context",
                                                Questions.string("What context should the prompt use?", "context")),
                                        Optional.empty()))));
    }
}
