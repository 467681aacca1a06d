package io.patchbay.http.mcp;

import io.patchbay.protocol.Event;
import io.patchbay.protocol.EventStream;

/** The stream of a request that was refused one: it has ended from the beginning. */
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
