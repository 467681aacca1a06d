package io.patchbay.typed;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.ToolResult;
import java.util.Optional;

/**
 * Ends the call of a {@link TypedTool} with {@link ToolResult#failed(String)} if the tool cannot produce its output. The model
 * receives the message. The message should say what is wrong and what to try.
 */
public class ToolFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<String> code;

    /** Creates a failure without a code. */
    public ToolFailure(String message) {
        this(message, Optional.empty());
    }

    /**
     * Creates a failure with a code.
     *
     * @param code the code for programs, in lower snake case
     */
    public ToolFailure(String message, String code) {
        this(message, Optional.of(code));
    }

    private ToolFailure(String message, Optional<String> code) {
        super(requireNonNull(message, "message"), null, false, false);
        this.code = code;
    }

    ToolResult.Failed result() {
        return new ToolResult.Failed(getMessage(), code);
    }
}
