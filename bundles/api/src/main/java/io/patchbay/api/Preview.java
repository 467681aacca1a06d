package io.patchbay.api;

import org.osgi.annotation.versioning.ConsumerType;

/** What a writing {@link Tool} may implement as well, so that a person who decides over the write sees what it would change. */
@ConsumerType
public interface Preview {

    /**
     * Says what the call would change, and changes nothing. Called as {@link Tool#call}, with checked arguments; what it throws
     * leaves the draft without a preview.
     */
    Change preview(Arguments arguments, CallContext context) throws Exception;
}
