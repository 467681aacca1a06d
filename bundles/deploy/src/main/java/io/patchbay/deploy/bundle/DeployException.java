package io.patchbay.deploy.bundle;

import static java.util.Objects.requireNonNull;

import io.patchbay.deploy.file.MachineFault;
import io.patchbay.support.FailureText;
import java.util.List;

/** A file of the connectors' folder cannot be deployed. The message is one line for operators, which follows the file's name. */
public final class DeployException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient List<String> detail;

    public DeployException(String message) {
        this(Kind.FAULTY, message, List.of());
    }

    /** A fault of the file. The cause is only for the log. */
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

    /** A fault of the machine: the same file may be deployed a moment later. */
    public static DeployException ofMachine(String message, Throwable cause) {
        DeployException failure = new DeployException(
                Kind.TEMPORARY, message + ": " + FailureText.of(cause) + "; the server retries automatically");
        failure.initCause(cause);
        return failure;
    }

    /** A failure of the connector's own code; the detail lists its causes. */
    static DeployException ofCode(String message, Throwable thrown) {
        String line = message + ": " + Diagnosis.line(thrown);
        Kind kind = MachineFault.isIn(thrown) ? Kind.TEMPORARY : Kind.FAULTY;
        DeployException failure =
                new DeployException(kind, line, Diagnosis.causesBeyond(Diagnosis.chain(thrown), line));
        failure.initCause(thrown);
        return failure;
    }

    /** Returns the exceptions of the connector's code, outermost first, one line each; empty if the message contains them. */
    public List<String> detail() {
        return detail;
    }

    public Kind kind() {
        return kind;
    }

    /** What has to change before the file can be deployed. */
    public enum Kind {
        /** The file. */
        FAULTY,
        /** The settings or services that the connector waits for. */
        WAITING,
        /** Another file, which holds a name or connector that this file claims. */
        CONFLICT,
        /** Nothing: a fault of the machine, or a failure of code that may succeed next time. The server retries automatically. */
        TEMPORARY;

        /** Returns whether the same file may be deployed later. */
        public boolean isRecoverable() {
            return this != FAULTY;
        }
    }
}
