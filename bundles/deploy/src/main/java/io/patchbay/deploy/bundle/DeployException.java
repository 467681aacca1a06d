package io.patchbay.deploy.bundle;

import static java.util.Objects.requireNonNull;

import io.patchbay.deploy.file.MachineFault;
import io.patchbay.support.FailureText;
import java.util.List;

/**
 * Thrown if a file of the connectors' folder cannot be deployed. The message is one line for operators, and is shown after the
 * file's name.
 */
public final class DeployException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient List<String> detail;

    public DeployException(String message) {
        this(Kind.FAULTY, message, List.of());
    }

    /** Creates the exception for a fault of the file. The cause is only for the log. */
    public DeployException(String message, Throwable cause) {
        this(Kind.FAULTY, message, List.of());
        initCause(cause);
    }

    public DeployException(Kind kind, String message) {
        this(kind, message, List.of());
    }

    /** @param detail the exceptions of the connector's own code, one line for each cause */
    public DeployException(Kind kind, String message, List<String> detail) {
        super(message);
        this.kind = requireNonNull(kind, "kind");
        this.detail = List.copyOf(detail);
    }

    /** Returns the exception for a fault of the machine. A later attempt with the same file may succeed. */
    public static DeployException ofMachine(String message, Throwable cause) {
        DeployException failure = new DeployException(
                Kind.TEMPORARY, message + ": " + FailureText.of(cause) + "; the server retries automatically");
        failure.initCause(cause);
        return failure;
    }

    /** Returns the exception for a failure of the connector's own code. The detail lists the causes of the failure. */
    static DeployException ofCode(String message, Throwable thrown) {
        String line = message + ": " + Diagnosis.line(thrown);
        Kind kind = MachineFault.isIn(thrown) ? Kind.TEMPORARY : Kind.FAULTY;
        DeployException failure =
                new DeployException(kind, line, Diagnosis.causesBeyond(Diagnosis.chain(thrown), line));
        failure.initCause(thrown);
        return failure;
    }

    /**
     * Returns one line for each exception of the connector's code, outermost first. Returns an empty result if the message contains
     * these exceptions.
     */
    public List<String> detail() {
        return detail;
    }

    public Kind kind() {
        return kind;
    }

    /** The kinds of failures. Each kind says what must change before the file can be deployed. */
    public enum Kind {
        /** The file must change. */
        FAULTY,
        /** The settings or services that the connector waits for must change. */
        WAITING,
        /** Another file must change, because the other file owns a name or connector that this file claims. */
        CONFLICT,
        /**
         * No change is needed, because the machine or the connector's code may work at the next attempt. The server retries
         * automatically.
         */
        TEMPORARY;

        /** Returns whether a later attempt to deploy the same file may succeed. */
        public boolean isRecoverable() {
            return this != FAULTY;
        }
    }
}
