package io.patchbay.api;

import static java.util.Objects.requireNonNull;

/**
 * Rejects an argument that the input schema allows but that the tool cannot use. The server reports the exception to
 * the caller in the same way as a violation of the schema, and logs no error. The methods of {@link Arguments} throw
 * this exception. Connectors may also throw this exception.
 */
public class InvalidArgumentException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String pointer;

    /**
     * Creates an exception. The server sends the message of the exception to the caller.
     *
     * @param pointer the JSON Pointer of the argument (RFC 6901), for example {@code /items/2/count}; empty for the arguments as a
     *     whole
     * @param reason the rule that the argument violates, for example {@code must be at most 100}
     */
    public InvalidArgumentException(String pointer, String reason) {
        super(
                requireNonNull(pointer, "pointer").isEmpty()
                        ? requireNonNull(reason, "reason")
                        : pointer + ": " + reason);
        this.pointer = pointer;
    }

    /** Returns the JSON Pointer of the argument; empty for the arguments as a whole. */
    public String pointer() {
        return pointer;
    }
}
