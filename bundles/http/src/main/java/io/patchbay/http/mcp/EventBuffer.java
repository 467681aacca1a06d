package io.patchbay.http.mcp;

import io.patchbay.protocol.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Events in wire format that wait to be written. An empty buffer has no array. Only one thread at a time may use the buffer. */
final class EventBuffer {

    private static final byte[] NOTHING = {};
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = NOTHING;
    private int length;

    int length() {
        return length;
    }

    /** @throws IllegalArgumentException if the name, the id or the data has a line break, which would split the event */
    void add(Event event) {
        byte[] head = head(event);
        byte[] data = OneLine.of(event.data());
        reserve(head.length + DATA.length + data.length + END.length);
        add(head);
        add(DATA);
        add(data);
        add(END);
    }

    void add(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    /** Returns all bytes and empties the buffer. */
    ByteBuffer take() {
        ByteBuffer all = ByteBuffer.wrap(bytes, 0, length);
        clear();
        return all;
    }

    void clear() {
        bytes = NOTHING;
        length = 0;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, length == 0 ? more : Math.max(length + more, 2 * bytes.length));
        }
    }

    private static byte[] head(Event event) {
        if (event.name().isEmpty() && event.id().isEmpty() && event.retry().isEmpty()) {
            return NOTHING;
        }
        StringBuilder head = new StringBuilder();
        event.name()
                .ifPresent(name -> head.append("event: ").append(oneLine(name)).append('\n'));
        event.id().ifPresent(id -> head.append("id: ").append(oneLine(id)).append('\n'));
        event.retry()
                .ifPresent(
                        retry -> head.append("retry: ").append(retry.toMillis()).append('\n'));
        return head.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String oneLine(String text) {
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an event's name or id has a line break");
        }
        return text;
    }

    /** Returns the total number of bytes in the data of the events. */
    static long size(List<Event> events) {
        long size = 0;
        for (Event event : events) {
            size += event.data().length;
        }
        return size;
    }
}
