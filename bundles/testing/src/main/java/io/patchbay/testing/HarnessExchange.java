package io.patchbay.testing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.api.Arguments;
import io.patchbay.protocol.Event;
import io.patchbay.protocol.EventStream;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Reply;
import io.patchbay.protocol.start.Standalone;
import io.patchbay.spi.identity.Identity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** One exchange between a client and the server, without HTTP. The client reads the server's messages one by one. */
final class HarnessExchange implements Exchange {

    private final String method;
    private final byte[] body;
    private final Map<String, String> headers;
    private final Identity.Known identity;

    @GuardedBy("this")
    private final Queue<Arguments> messages = new ArrayDeque<>();

    @GuardedBy("this")
    private List<Reply.Header> answerHeaders = List.of();

    @GuardedBy("this")
    private Optional<String> lastEventId = Optional.empty();

    @GuardedBy("this")
    private int status;

    @GuardedBy("this")
    private boolean ended;

    /** @param headers the headers by name in lower case */
    HarnessExchange(String method, String body, Map<String, String> headers, Identity.Known identity) {
        this.method = method;
        this.body = body.getBytes(StandardCharsets.UTF_8);
        this.headers = headers;
        this.identity = identity;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public List<String> headers(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)))
                .map(List::of)
                .orElse(List.of());
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public Identity.Known identity() {
        return identity;
    }

    @Override
    public String source() {
        return "harness";
    }

    @Override
    public synchronized boolean send(Reply reply) {
        if (status != 0) {
            return false;
        }
        status = reply.status();
        answerHeaders = reply.headers();
        if (reply.body().length > 0) {
            messages.add(Standalone.read(reply.body()));
        }
        ended = true;
        notifyAll();
        return true;
    }

    @Override
    public synchronized EventStream stream(List<Reply.Header> more) {
        if (status != 0) {
            throw new IllegalStateException("the exchange already has an answer");
        }
        status = 200;
        answerHeaders = List.copyOf(more);
        return new Stream();
    }

    @Override
    public void onDisconnect(Runnable action) {
        // this client never disconnects
    }

    /** Waits for the next message and returns the message, or empty after the last message. */
    synchronized Optional<Arguments> next() {
        try {
            while (messages.isEmpty() && !ended) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for an answer", e);
        }
        return Optional.ofNullable(messages.poll());
    }

    /** Returns the id with which a client resumes the stream if the connection ends before the answer. */
    synchronized Optional<String> lastEventId() {
        return lastEventId;
    }

    synchronized int status() {
        return status;
    }

    synchronized Optional<String> answerHeader(String name) {
        return answerHeaders.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Reply.Header::value)
                .findFirst();
    }

    /** Receives the events that the server sends. */
    private final class Stream implements EventStream {

        @Override
        public boolean send(Event event) {
            synchronized (HarnessExchange.this) {
                if (ended) {
                    return false;
                }
                lastEventId = event.id().or(() -> lastEventId);
                if (event.data().length > 0) {
                    messages.add(Standalone.read(event.data()));
                    HarnessExchange.this.notifyAll();
                }
                return true;
            }
        }

        @Override
        public boolean ended() {
            synchronized (HarnessExchange.this) {
                return ended;
            }
        }

        @Override
        public void end() {
            synchronized (HarnessExchange.this) {
                ended = true;
                HarnessExchange.this.notifyAll();
            }
        }
    }
}
