package io.patchbay.http.web;

import io.patchbay.api.Caller;
import io.patchbay.http.request.BodyReader;
import io.patchbay.spi.web.WebAnswer;
import io.patchbay.spi.web.WebHeaders;
import java.io.IOException;

/** The connection of one request: reads the body and sends the answer, and knows none of the rules. */
interface WebDoor {

    /** Returns whether the connection of an authenticated caller fits within the limit of connections. */
    boolean admit(Caller caller);

    /** Called before the request waits on another thread than the connection's. */
    void holdOpen();

    /**
     * Reads the whole body.
     *
     * @param caller whose share of the memory for bodies is used
     */
    void readBody(long maxBytes, String caller, BodyReader.Receiver receiver);

    /**
     * Sends an answer. Blocks only for a stream, until its body is complete.
     *
     * @param headers the server's own headers
     * @throws Exception of the writer of a stream
     */
    void send(WebAnswer answer, WebHeaders headers) throws Exception;

    /** Thrown if the client disconnects or stops reading while a stream is written. */
    final class ClientGone extends IOException {

        private static final long serialVersionUID = 1L;

        ClientGone(Throwable cause) {
            super("The client disconnected", cause);
        }
    }
}
