package io.patchbay.spi.tasks;

/** Reports that a task store cannot be read or written now. */
public class TaskStoreException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with its cause. */
    public TaskStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
