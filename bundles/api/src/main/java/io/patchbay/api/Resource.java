package io.patchbay.api;

import org.osgi.annotation.versioning.ConsumerType;

/** One thing under one URI that an agent may read: MCP's resource. */
@ConsumerType
public interface Resource {

    /** Says what clients see of this resource. Called and failing as {@link Tool#definition()}. */
    ResourceDefinition definition();

    /**
     * Reads it. Called once for each round, after authentication and policy, concurrently, on a thread that may block and is
     * interrupted on cancellation and at the deadline. What it throws fails this read only.
     */
    ResourceResult read(CallContext context) throws Exception;
}
