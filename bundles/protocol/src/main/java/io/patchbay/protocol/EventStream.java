package io.patchbay.protocol;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An open stream of server-sent events. The server keeps the connection alive with comments. Methods never block, because events
 * wait in a bounded queue. The server closes the connection of a client that does not read. Thread-safe; events are sent in call
 * order.
 */
@ConsumerType
public interface EventStream {

    /** Sends one event. Returns false if the stream has ended or the client has disconnected. */
    boolean send(Event event);

    /**
     * Sends several events in one write, if possible. With separate writes, a burst of events could fill the queue of a
     * client that reads normally.
     */
    default boolean sendAll(List<Event> events) {
        for (Event event : events) {
            if (!send(event)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns true if the stream was ended or refused, or if the client has disconnected. Such a stream accepts no
     * events.
     */
    boolean ended();

    /** Returns whether a client that has lost its connection can reconnect and read the rest of the stream. */
    default boolean outlivesConnection() {
        return false;
    }

    /**
     * Ends the stream after the events that were already sent. Does nothing if the stream has ended or the client has disconnected.
     */
    void end();

    /**
     * Closes the connection while the request still runs, so that the client reconnects. The caller must be able to continue the
     * stream on the new connection.
     */
    default void release() {
        end();
    }
}
