package io.patchbay.protocol.catalog;

import io.patchbay.api.Prompt;
import io.patchbay.api.PromptDefinition;
import io.patchbay.protocol.wire.Encodings;
import io.patchbay.spi.policy.Target;
import java.util.List;
import java.util.Optional;

/** A prompt in the catalog. */
public final class PromptEntry extends Entry {

    private final Prompt prompt;
    private final PromptDefinition definition;

    PromptEntry(Origin origin, Target target, Encodings encoded, Prompt prompt, PromptDefinition definition) {
        super(origin, target, target.name(), encoded);
        this.prompt = prompt;
        this.definition = definition;
    }

    @Override
    Optional<String> limits() {
        return WireNames.clientLimits(wireName(), List.of());
    }

    public Prompt prompt() {
        return prompt;
    }

    @Override
    public PromptDefinition definition() {
        return definition;
    }

    @Override
    Prompt handler() {
        return prompt;
    }
}
