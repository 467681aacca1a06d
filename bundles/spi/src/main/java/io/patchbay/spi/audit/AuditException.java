package io.patchbay.spi.audit;

/**
 * Reports that the audit trail cannot accept an entry, because the queue of the trail stays full or the disk has
 * failed.
 */
public class AuditException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Creates an exception without a cause. */
    public AuditException(String message) {
        super(message);
    }

    /** Creates an exception with a cause. */
    public AuditException(String message, Throwable cause) {
        super(message, cause);
    }
}
