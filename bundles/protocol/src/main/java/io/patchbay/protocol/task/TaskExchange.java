package io.patchbay.protocol.task;

import io.patchbay.protocol.EventStream;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Reply;
import io.patchbay.spi.identity.Identity;
import java.util.List;

/** The exchange of a task's round for which no request waits. Clients read the result from the task. */
public record TaskExchange(Identity.Known identity, String source) implements Exchange {

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public List<String> headers(String name) {
        return List.of();
    }

    @Override
    public byte[] body() {
        return new byte[0];
    }

    @Override
    public boolean send(Reply reply) {
        return false;
    }

    @Override
    public EventStream stream(List<Reply.Header> headers) {
        throw new IllegalStateException("A task has no stream");
    }

    @Override
    public void onDisconnect(Runnable action) {
        // no client is connected
    }
}
