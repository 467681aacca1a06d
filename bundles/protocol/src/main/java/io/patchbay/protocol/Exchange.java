package io.patchbay.protocol;

import io.patchbay.spi.identity.Identity;
import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One HTTP request whose sender is known and whose Host, Origin, media type and size were found good, and its answer: either
 * {@link #send} once, or {@link #stream} once. All methods may be called from any thread.
 */
@ConsumerType
public interface Exchange {

    /** {@code POST}, {@code GET} or {@code DELETE}. */
    String method();

    /** All values of a header, in order, as sent; the name in any case. Bytes beyond ASCII appear as ISO-8859-1 characters. */
    List<String> headers(String name);

    /** The whole body; empty for GET and DELETE. Not to be changed. */
    byte[] body();

    Identity.Known identity();

    /** The client's address, for the trail and the log. */
    String source();

    /** How it came; the modern era comes by Streamable HTTP only. */
    default Transport transport() {
        return Transport.STREAMABLE_HTTP;
    }

    /**
     * Called at most once, before the answer, when the message was found good and is now worked on: for transports that say so
     * at once and answer elsewhere.
     */
    default void accepted() {}

    /** Answers whole. What comes after the first answer is dropped, and false. */
    boolean send(Reply reply);

    /**
     * Answers 200 with a stream of server-sent events, its head sent at once. Where there are too many streams it answers that
     * instead, and returns a stream that has ended; {@link #onDisconnect} actions are not run then.
     *
     * @param headers besides those every stream has
     * @throws IllegalStateException when this was answered already
     */
    EventStream stream(List<Reply.Header> headers);

    /** Whether {@link #stream} would open one now, as far as that can be told. */
    default boolean streamable() {
        return true;
    }

    /** After so long without a word, clients and proxies take a connection for dead. */
    default Duration heartbeat() {
        return Duration.ofSeconds(15);
    }

    /**
     * Has something run once when the client goes away before the answer is complete; at once when it has gone already. It runs
     * on a thread of the server's, and must not block.
     */
    void onDisconnect(Runnable action);
}
