package io.patchbay.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Provides a preview of a write for the person who approves the write. A {@link Tool} that writes may implement this
 * interface.
 */
@ConsumerType
public interface Preview {

    /**
     * Returns the change that the call would make. The preview itself must not change anything. The server calls this
     * method in the same way as {@link Tool#call}, with validated arguments. If the method throws an exception, the
     * draft has no preview.
     */
    Change preview(Arguments arguments, CallContext context) throws Exception;
}
