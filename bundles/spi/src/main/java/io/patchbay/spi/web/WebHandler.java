package io.patchbay.spi.web;

import org.osgi.annotation.versioning.ConsumerType;

/** Answers the requests of a route. */
@FunctionalInterface
@ConsumerType
public interface WebHandler {

    /**
     * Returns the answer to one request, which has passed every rule of its route. Called concurrently, on a thread of the request that
     * may block. The context class loader of the thread is that of the {@link Routes}. If the method takes longer than the server
     * allows, the client gets 503, and the thread is interrupted. If the method throws or returns null, the exception is logged, and
     * the client gets 500 without the reason.
     */
    WebAnswer handle(WebRequest request) throws Exception;
}
