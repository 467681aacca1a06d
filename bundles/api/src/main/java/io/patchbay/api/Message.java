package io.patchbay.api;

import static java.util.Objects.requireNonNull;

/** One message of a conversation. */
public record Message(Role role, Content content) {

    public Message {
        requireNonNull(role, "role");
        requireNonNull(content, "content");
    }

    public static Message user(Content content) {
        return new Message(Role.USER, content);
    }

    public static Message user(String text) {
        return user(Content.text(text));
    }

    public static Message assistant(Content content) {
        return new Message(Role.ASSISTANT, content);
    }

    public static Message assistant(String text) {
        return assistant(Content.text(text));
    }

    /** Who speaks, or whom content is for. */
    public enum Role {
        USER,
        ASSISTANT
    }
}
