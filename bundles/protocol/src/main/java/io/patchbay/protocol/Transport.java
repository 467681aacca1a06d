package io.patchbay.protocol;

/** The way in which a client's messages reach this server. The transport does not depend on the revision of the messages. */
public enum Transport {

    /**
     * The client uses one endpoint (2025-03-26 and later). Each message is an HTTP request, and its answer is the HTTP response.
     */
    STREAMABLE_HTTP,

    /**
     * The client uses two endpoints (2024-11-05). One stream carries all answers of a session. The session ends with its stream.
     * Modern revisions do not use this transport.
     */
    HTTP_SSE
}
