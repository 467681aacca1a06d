package io.patchbay.http.mcp;

import io.patchbay.protocol.Event;
import io.patchbay.protocol.EventStream;

/** A stream that has already ended, for a request for which the server refused a stream. */
record EndedStream() implements EventStream {

    @Override
    public boolean send(Event event) {
        return false;
    }

    @Override
    public boolean ended() {
        return true;
    }

    @Override
    public void end() {}
}
