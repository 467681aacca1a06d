package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What the client's side answered to an {@link InputRequest}. Hostile input: check it as you check arguments. */
public sealed interface Answer {

    /** The user filled in the form, or agreed to open the page (then the content is empty). */
    record Accepted(Arguments content) implements Answer {
        public Accepted {
            requireNonNull(content, "content");
        }
    }

    /** The user said no. */
    record Declined() implements Answer {}

    /** The user closed the question. */
    record Cancelled() implements Answer {}

    /** What the client's model wrote. */
    record Sampled(Message.Role role, List<Content> content, String model, Optional<String> stopReason)
            implements Answer {
        public Sampled {
            requireNonNull(role, "role");
            content = List.copyOf(content);
            requireNonNull(model, "model");
            requireNonNull(stopReason, "stopReason");
        }
    }

    /** The client's folders. */
    record Roots(List<Root> roots) implements Answer {
        public Roots {
            roots = List.copyOf(roots);
        }
    }

    /** The client answered with an error, or not in time. */
    record Refused(String message) implements Answer {
        public Refused {
            requireNonNull(message, "message");
        }
    }

    /** One folder, as the client names it. */
    record Root(URI uri, Optional<String> name) {
        public Root {
            requireNonNull(uri, "uri");
            requireNonNull(name, "name");
        }
    }
}
