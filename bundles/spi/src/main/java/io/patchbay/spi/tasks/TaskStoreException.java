package io.patchbay.spi.tasks;

/** The store cannot be read or written now. */
public class TaskStoreException extends Exception {

    private static final long serialVersionUID = 1L;

    public TaskStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
