package io.patchbay.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Shows the person who approves a write the change that the write would make. A {@link Tool} that writes may implement this
 * interface.
 */
@ConsumerType
public interface Preview {

    /**
     * Returns the change that the call would make, and changes nothing. The server calls this method like {@link Tool#call}, with
     * validated arguments. If the method throws an exception, the draft has no preview.
     */
    Change preview(Arguments arguments, CallContext context) throws Exception;
}
