package io.patchbay.deploy.bundle;

import static java.util.Objects.requireNonNull;

import io.patchbay.deploy.file.MachineFault;
import io.patchbay.deploy.file.PlainWords;
import java.util.List;

/** Why a file of the connectors' folder does not become part of the server. The message is one line for an operator. */
public final class DeployException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient List<String> detail;

    public DeployException(String message) {
        this(Kind.FAULTY, message, List.of());
    }

    /** A fault of the file; the cause is for the log alone. */
    public DeployException(String message, Throwable cause) {
        this(Kind.FAULTY, message, List.of());
        initCause(cause);
    }

    public DeployException(Kind kind, String message) {
        this(kind, message, List.of());
    }

    /** @param detail what the connector's own code threw, one line for each cause */
    public DeployException(Kind kind, String message, List<String> detail) {
        super(message);
        this.kind = requireNonNull(kind, "kind");
        this.detail = List.copyOf(detail);
    }

    /** A fault of the machine: the same file may be deployed a moment later. */
    public static DeployException ofMachine(String message, Throwable cause) {
        DeployException failure = new DeployException(
                Kind.TEMPORARY, message + ": " + PlainWords.of(cause) + "; the server tries again by itself");
        failure.initCause(cause);
        return failure;
    }

    /** The connector's own code threw something: tells its causes too. */
    static DeployException ofCode(String message, Throwable thrown) {
        String line = message + ": " + Diagnosis.line(thrown);
        Kind kind = MachineFault.isIn(thrown) ? Kind.TEMPORARY : Kind.FAULTY;
        DeployException failure = new DeployException(kind, line, Diagnosis.more(Diagnosis.chain(thrown), line));
        failure.initCause(thrown);
        return failure;
    }

    /** What the connector's code threw, the outermost first, one line for each cause; empty where the message says all. */
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
        /** The settings or services that it waits for. */
        WAITING,
        /** Another file, which holds what this one claims. */
        CONFLICT,
        /** A fault of the machine, or a failure of code that may succeed the next time: the server tries again by itself. */
        TEMPORARY;

        /** Returns whether the same file may be deployed later. */
        public boolean mayHeal() {
            return this != FAULTY;
        }
    }
}
