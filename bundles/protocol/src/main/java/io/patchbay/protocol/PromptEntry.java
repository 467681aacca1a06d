package io.patchbay.protocol;

import io.patchbay.api.Prompt;
import io.patchbay.api.PromptDefinition;
import io.patchbay.spi.policy.Target;
import java.util.List;
import java.util.Optional;

/** A prompt in the catalog. */
final class PromptEntry extends Entry {

    private final Prompt prompt;
    private final PromptDefinition definition;

    PromptEntry(Origin origin, Target target, Encodings encoded, Prompt prompt, PromptDefinition definition) {
        super(origin, target, target.name(), encoded);
        this.prompt = prompt;
        this.definition = definition;
    }

    @Override
    Optional<String> limits() {
        return ClientLimits.line(wireName(), List.of());
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
