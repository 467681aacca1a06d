package io.patchbay.api;

import static java.util.Objects.requireNonNull;

/**
 * An argument that the input schema admits and the tool cannot use. The server tells the caller so, as it does for an argument that
 * violates the schema, and logs no error. {@link Arguments} throws it; a connector may throw it too.
 */
public class InvalidArgumentException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String pointer;

    /**
     * @param pointer where the argument is (RFC 6901), for example {@code /items/2/count}; empty for all arguments together
     * @param reason what would be accepted, for example {@code must be at most 100}; it goes to the caller
     */
    public InvalidArgumentException(String pointer, String reason) {
        super(
                requireNonNull(pointer, "pointer").isEmpty()
                        ? requireNonNull(reason, "reason")
                        : pointer + ": " + reason);
        this.pointer = pointer;
    }

    public String pointer() {
        return pointer;
    }
}
