package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A client's answer to an {@link InputRequest}. The values of an answer are untrusted input. Validate the values in the
 * same way as the arguments of a call.
 */
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

    /** The user refused to submit the form or to open the page. */
    record Declined() implements Answer {}

    /** The user dismissed the question without an answer. */
    record Cancelled() implements Answer {}

    /**
     * The message that the client's model wrote.
     *
     * @param model the name of the model
     * @param stopReason the reason why the model stopped, with a name from MCP's schema, for example {@code endTurn}
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
     * The client gave no answer. The client reported an error, disconnected, or exceeded the time limit.
     *
     * @param message the reason why there is no answer; the text may come from the client
     */
    record Refused(String message) implements Answer {
        public Refused {
            requireNonNull(message, "message");
        }
    }

    /** A folder of the client. */
    record Root(URI uri, Optional<String> name) {
        public Root {
            requireNonNull(uri, "uri");
            requireNonNull(name, "name");
        }
    }
}
