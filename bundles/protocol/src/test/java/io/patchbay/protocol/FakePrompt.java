package io.patchbay.protocol;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Prompt;
import io.patchbay.api.PromptDefinition;
import io.patchbay.api.PromptResult;

/** A prompt with an empty result. */
public record FakePrompt(PromptDefinition definition) implements Prompt {

    public static FakePrompt named(String name) {
        return new FakePrompt(PromptDefinition.of(name, "Says nothing."));
    }

    @Override
    public PromptResult get(Arguments arguments, CallContext context) {
        return PromptResult.of();
    }
}
