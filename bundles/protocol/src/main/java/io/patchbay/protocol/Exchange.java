package io.patchbay.protocol;

import io.patchbay.spi.identity.Identity;
import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One HTTP request, and its answer: one call of {@link #send} or one of {@link #stream}. The sender is authenticated, and the Host,
 * Origin, media type and size are checked. Thread-safe.
 */
@ConsumerType
public interface Exchange {

    /** {@code POST}, {@code GET} or {@code DELETE}. */
    String method();

    /** Returns all values of a header, in order, as sent. The name is case-insensitive. Non-ASCII bytes appear as ISO-8859-1. */
    List<String> headers(String name);

    /** Returns the whole body; empty for GET and DELETE. Callers must not change it. */
    byte[] body();

    Identity.Known identity();

    /** Returns the client's address, for the audit trail and the log. */
    String source();

    /** Returns the transport of this request. Modern revisions use Streamable HTTP only. */
    default Transport transport() {
        return Transport.STREAMABLE_HTTP;
    }

    /**
     * Called at most once, before the answer, after the message is validated and its processing starts. For transports that
     * acknowledge a message at once and answer on another connection.
     */
    default void accepted() {}

    /** Sends a complete answer. Returns false, and drops the reply, if the exchange is already answered. */
    boolean send(Reply reply);

    /**
     * Answers 200 with a stream of server-sent events and sends the head at once. If too many streams are open, answers with that
     * error instead and returns an ended stream; {@link #onDisconnect} actions do not run then.
     *
     * @param headers in addition to those of every stream
     * @throws IllegalStateException if the exchange is already answered
     */
    EventStream stream(List<Reply.Header> headers);

    /** Returns whether {@link #stream} would probably open a stream now. */
    default boolean streamable() {
        return true;
    }

    /** Returns how long a connection may be silent before clients and proxies treat it as dead. */
    default Duration heartbeat() {
        return Duration.ofSeconds(15);
    }

    /**
     * Runs the action once if the client disconnects before the answer is complete, or at once if it has already disconnected. The
     * action runs on a thread of the server and must not block.
     */
    void onDisconnect(Runnable action);
}
