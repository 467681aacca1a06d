package io.patchbay.connectors.conformance;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Completion;
import io.patchbay.api.Prompt;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptDefinition;
import io.patchbay.api.PromptResult;
import java.util.List;
import java.util.Map;

/** A prompt that consists of a definition and one step. The prompt completes each argument with two values. */
record FixturePrompt(PromptDefinition definition, Step step) implements Prompt {

    private static final List<String> VALUES = List.of("paris", "party");

    static FixturePrompt of(String name, String description, Step step, PromptArgument... arguments) {
        return new FixturePrompt(PromptDefinition.of(name, description, arguments), step);
    }

    @Override
    public PromptResult get(Arguments arguments, CallContext context) {
        return step.get(arguments, context);
    }

    @Override
    public Completion complete(String argument, String typed, Map<String, String> known, CallContext context) {
        return Completion.of(
                VALUES.stream().filter(value -> value.startsWith(typed)).toList());
    }

    /** Builds the result of a prompt. */
    @FunctionalInterface
    interface Step {
        PromptResult get(Arguments arguments, CallContext context);
    }
}
