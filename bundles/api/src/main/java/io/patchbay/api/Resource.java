package io.patchbay.api;

import org.osgi.annotation.versioning.ConsumerType;

/** A resource of MCP: content under one fixed URI that a client can read. */
@ConsumerType
public interface Resource {

    /** Returns the definition that clients see. Called like {@link Tool#definition()}, with the same effect of an exception. */
    ResourceDefinition definition();

    /**
     * Reads the resource. Called once for each round, after authentication and policy, concurrently, on a thread that may block. The
     * thread is interrupted on cancellation and at the deadline. An exception fails this read only.
     */
    ResourceResult read(CallContext context) throws Exception;
}
