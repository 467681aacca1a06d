package io.patchbay.protocol;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An open stream of server-sent events. The server keeps it alive with comments. Never blocks: events wait in a bounded queue,
 * and a client that does not read them is cut off. Any thread; events go out in the order of the calls.
 */
@ConsumerType
public interface EventStream {

    /** Sends one event; false when the stream has ended or the client has gone. */
    boolean send(Event event);

    /** Sends several, as one where that is possible: so that many at once do not look like a client that does not read. */
    default boolean sendAll(List<Event> events) {
        for (Event event : events) {
            if (!send(event)) {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing more goes out: it was ended, or refused from the beginning, or its client has gone. */
    boolean ended();

    /** Returns whether the stream outlives its connection: its client can come back and read the rest. */
    default boolean outlivesConnection() {
        return false;
    }

    /** Ends the stream after what was sent; again and after the client has gone it does nothing. */
    void end();

    /** The same, while its request is still being worked on, so that the client comes back: it must find a connection that serves it. */
    default void release() {
        end();
    }
}
