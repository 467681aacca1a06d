package io.patchbay.api;

import org.osgi.annotation.versioning.ConsumerType;

/** A resource of MCP: content that a client can read under one fixed URI. */
@ConsumerType
public interface Resource {

    /** Returns the definition that clients see. The rules of {@link Tool#definition()} apply to this method. */
    ResourceDefinition definition();

    /**
     * Reads the resource. The server calls this method once for each round, after authentication and policy. Calls run
     * concurrently, on threads that may block. The server interrupts the thread on cancellation and at the deadline. If the method
     * throws an exception, only this read fails.
     */
    ResourceResult read(CallContext context) throws Exception;
}
