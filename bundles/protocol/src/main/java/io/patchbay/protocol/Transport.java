package io.patchbay.protocol;

/** How a client's messages reach this server; which revision they are of is another question. */
public enum Transport {

    /** One endpoint, of 2025-03-26 and after: each message is a request of HTTP, and its answer that request's. */
    STREAMABLE_HTTP,

    /** Two endpoints, of 2024-11-05: one stream carries all answers of a session, and ends with it. Without the modern era. */
    HTTP_SSE
}
