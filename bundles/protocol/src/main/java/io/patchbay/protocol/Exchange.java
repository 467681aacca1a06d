package io.patchbay.protocol;

import io.patchbay.spi.identity.Identity;
import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One HTTP request and its answer. The server answers with one call of {@link #send} or of {@link #stream}. The sender
 * is already authenticated, and the Host, Origin, media type and size of the request are already checked. Thread-safe.
 */
@ConsumerType
public interface Exchange {

    /** Returns {@code POST}, {@code GET} or {@code DELETE}. */
    String method();

    /**
     * Returns all values of a header, unchanged and in the order in which the client sent them. The name is case-insensitive.
     * Non-ASCII bytes appear as ISO-8859-1.
     */
    List<String> headers(String name);

    /** Returns the whole body; the array is empty for GET and DELETE. Callers must not change the array. */
    byte[] body();

    Identity.Known identity();

    /** Returns the client's address, for the audit trail and the log. */
    String source();

    /** Returns the transport of this request. Modern revisions use Streamable HTTP only. */
    default Transport transport() {
        return Transport.STREAMABLE_HTTP;
    }

    /**
     * Called at most once, after the message is validated and its processing has started, and before the answer is sent. A
     * transport that answers on another connection acknowledges the message in this method.
     */
    default void accepted() {}

    /** Sends a complete answer. Returns false, and drops the reply, if the exchange is already answered. */
    boolean send(Reply reply);

    /**
     * Answers with status 200 and a stream of server-sent events, and sends the headers at once. If too many streams are open,
     * answers with an error and returns an ended stream. In that case the actions of {@link #onDisconnect} do not run.
     *
     * @param headers the headers to send in addition to the headers of every stream
     * @throws IllegalStateException if the exchange is already answered
     */
    EventStream stream(List<Reply.Header> headers);

    /** Returns whether {@link #stream} would probably open a stream now. */
    default boolean streamable() {
        return true;
    }

    /**
     * Returns the maximum time without data on a connection. After a longer time, clients and proxies close the
     * connection.
     */
    default Duration heartbeat() {
        return Duration.ofSeconds(15);
    }

    /**
     * Runs the action once if the client disconnects before the answer is complete. If the client has already disconnected, runs
     * the action at once. The action runs on a thread of the server and must not block.
     */
    void onDisconnect(Runnable action);
}
