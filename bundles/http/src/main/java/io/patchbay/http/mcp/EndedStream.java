package io.patchbay.http.mcp;

import io.patchbay.protocol.Event;
import io.patchbay.protocol.EventStream;

/** A stream that has already ended. The server uses this stream if it refuses to open a stream for a request. */
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
