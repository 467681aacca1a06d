package io.patchbay.spi.audit;

/** The trail cannot take an entry: its queue stays full, or its disk failed. */
public class AuditException extends Exception {

    private static final long serialVersionUID = 1L;

    public AuditException(String message) {
        super(message);
    }

    public AuditException(String message, Throwable cause) {
        super(message, cause);
    }
}
