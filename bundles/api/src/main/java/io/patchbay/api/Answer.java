package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A client's answer to an {@link InputRequest}. Its values are untrusted input: validate them like the arguments of a call. */
public sealed interface Answer {

    /**
     * The user submitted the form or agreed to open the page.
     *
     * @param content the values of the form's fields; empty for a page
     */
    record Accepted(Arguments content) implements Answer {
        public Accepted {
            requireNonNull(content, "content");
        }
    }

    /** The user declined. */
    record Declined() implements Answer {}

    /** The user dismissed the question without an answer. */
    record Cancelled() implements Answer {}

    /**
     * The message that the client's model wrote.
     *
     * @param model name of the model
     * @param stopReason why the model stopped, in MCP's words, for example {@code endTurn}
     */
    record Sampled(Message.Role role, List<Content> content, String model, Optional<String> stopReason)
            implements Answer {
        public Sampled {
            requireNonNull(role, "role");
            content = List.copyOf(content);
            requireNonNull(model, "model");
            requireNonNull(stopReason, "stopReason");
        }
    }

    /** The folders that the client works on. */
    record Roots(List<Root> roots) implements Answer {
        public Roots {
            roots = List.copyOf(roots);
        }
    }

    /**
     * There is no answer: the client answered with an error, disconnected, or did not answer in time.
     *
     * @param message the reason; it may come from the client
     */
    record Refused(String message) implements Answer {
        public Refused {
            requireNonNull(message, "message");
        }
    }

    /** One folder of the client. */
    record Root(URI uri, Optional<String> name) {
        public Root {
            requireNonNull(uri, "uri");
            requireNonNull(name, "name");
        }
    }
}
