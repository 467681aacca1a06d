package io.patchbay.protocol;

/** How a client's messages reach this server. Independent of the revision of the messages. */
public enum Transport {

    /** One endpoint, 2025-03-26 and later: each message is an HTTP request, answered in its HTTP response. */
    STREAMABLE_HTTP,

    /** Two endpoints, 2024-11-05: one stream carries all answers of a session, and the session ends with it. No modern revision. */
    HTTP_SSE
}
