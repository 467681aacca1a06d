package io.patchbay.deploy;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** Why a dropped file does not become part of the server; the message is one line for an operator. */
final class DeployException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient List<String> detail;

    DeployException(String message) {
        this(message, List.of());
    }

    DeployException(String message, Throwable cause) {
        super(message, cause);
        this.kind = Kind.FAULTY;
        this.detail = Diagnosis.chain(cause);
    }

    /** @param detail the causes, one line each */
    DeployException(String message, List<String> detail) {
        super(message);
        this.kind = Kind.FAULTY;
        this.detail = List.copyOf(detail);
    }

    DeployException(Kind kind, String message) {
        super(message);
        this.kind = requireNonNull(kind, "kind");
        this.detail = List.of();
    }

    /** The causes, the outermost first, one line each. */
    List<String> detail() {
        return detail;
    }

    Kind kind() {
        return kind;
    }

    /** What would have to change. */
    enum Kind {
        /** The file. */
        FAULTY,
        /** Settings or services it waits for. */
        WAITING,
        /** Another file, which holds what this one claims. */
        CONFLICT;

        /** Whether it may go well another time with the same file. */
        boolean mayHeal() {
            return this != FAULTY;
        }
    }
}
