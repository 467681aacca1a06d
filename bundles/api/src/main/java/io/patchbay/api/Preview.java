package io.patchbay.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Shows the change that a write would make, for the person who approves it. A writing {@link Tool} may implement it too. */
@ConsumerType
public interface Preview {

    /**
     * Returns the change that the call would make, and changes nothing. Called like {@link Tool#call}, with validated arguments. If
     * the method throws, the draft has no preview.
     */
    Change preview(Arguments arguments, CallContext context) throws Exception;
}
