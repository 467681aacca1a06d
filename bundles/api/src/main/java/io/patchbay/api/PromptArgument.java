package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** One argument of a prompt. Its value is always a string. */
public record PromptArgument(String name, Optional<String> title, String description, boolean required) {

    public PromptArgument {
        requireNonNull(name, "name");
        requireNonNull(title, "title");
        requireNonNull(description, "description");
    }

    /** Returns an argument that a client must give. */
    public static PromptArgument required(String name, String description) {
        return new PromptArgument(name, Optional.empty(), description, true);
    }

    /** Returns an argument that a client may omit. */
    public static PromptArgument optional(String name, String description) {
        return new PromptArgument(name, Optional.empty(), description, false);
    }
}
