package io.patchbay.api;

import static java.util.Objects.requireNonNull;

/** One message of a conversation between a user and a model. */
public record Message(Role role, Content content) {

    public Message {
        requireNonNull(role, "role");
        requireNonNull(content, "content");
    }

    /** Returns a message of the user. */
    public static Message user(Content content) {
        return new Message(Role.USER, content);
    }

    /** Returns a text message of the user. */
    public static Message user(String text) {
        return user(Content.text(text));
    }

    /** Returns a message of the model. */
    public static Message assistant(Content content) {
        return new Message(Role.ASSISTANT, content);
    }

    /** Returns a text message of the model. */
    public static Message assistant(String text) {
        return assistant(Content.text(text));
    }

    /** The author of a message, or the audience of content. */
    public enum Role {
        /** The user. */
        USER,
        /** The model. */
        ASSISTANT
    }
}
