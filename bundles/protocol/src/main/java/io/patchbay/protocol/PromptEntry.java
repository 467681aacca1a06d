package io.patchbay.protocol;

import io.patchbay.api.Prompt;
import io.patchbay.api.PromptDefinition;
import io.patchbay.spi.policy.Target;

/** A prompt in the catalog. */
final class PromptEntry extends Entry {

    private final Prompt prompt;
    private final PromptDefinition definition;

    PromptEntry(Origin origin, Target target, Encodings encoded, Prompt prompt, PromptDefinition definition) {
        super(origin, target, target.name(), encoded);
        this.prompt = prompt;
        this.definition = definition;
    }

    Prompt prompt() {
        return prompt;
    }

    @Override
    PromptDefinition definition() {
        return definition;
    }

    @Override
    Prompt handler() {
        return prompt;
    }
}
