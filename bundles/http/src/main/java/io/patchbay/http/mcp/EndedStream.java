package io.patchbay.http.mcp;

import io.patchbay.protocol.Event;
import io.patchbay.protocol.EventStream;

/** A stream that was refused: it has ended before it began. */
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
