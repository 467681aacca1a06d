package io.patchbay.http.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.protocol.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Test;

public class EventQueueTest {

    private static final int MAX_BYTES = 10;

    private final EventQueue queue = new EventQueue();

    @Test
    public void writesTheHeadersAtOnceAndTheLastBytesOnce() {
        assertThat(queue.beginWrite()).isEqualTo(EventQueue.Write.MORE);
        assertThat(taken()).isEmpty();
        assertThat(queue.beginWrite()).isEqualTo(EventQueue.Write.NONE);

        assertThat(add("1")).isEqualTo(EventQueue.Added.YES);
        assertThat(queue.end()).isTrue();
        assertThat(queue.end()).isFalse();
        assertThat(add("2")).isEqualTo(EventQueue.Added.ENDED);

        assertThat(queue.beginWrite()).isEqualTo(EventQueue.Write.LAST);
        assertThat(taken()).isEqualTo("data: 1\n\n");
        assertThat(queue.beginWrite()).isEqualTo(EventQueue.Write.COMPLETE);
    }

    @Test
    public void keepsEventsOfOneWriteTogether() {
        add("1");
        assertThat(queue.beginWrite()).isEqualTo(EventQueue.Write.MORE);
        add("2");

        assertThat(taken()).isEqualTo("data: 1\n\ndata: 2\n\n");
        assertThat(queue.beginWrite()).isEqualTo(EventQueue.Write.NONE);
    }

    @Test
    public void breaksWhenTooManyBytesWait() {
        assertThat(add("x".repeat(100))).as("nothing waits before").isEqualTo(EventQueue.Added.YES);
        assertThat(add("2")).isEqualTo(EventQueue.Added.FULL);

        assertThat(queue.isEnded()).isTrue();
        assertThat(add("3")).isEqualTo(EventQueue.Added.ENDED);
        assertThat(queue.beginWrite()).isEqualTo(EventQueue.Write.NONE);
    }

    @Test
    public void dropsWhatWaitsWhenTheStreamBreaks() {
        add("1");

        queue.breakOff();

        assertThat(queue.isEnded()).isTrue();
        assertThat(queue.beginWrite()).isEqualTo(EventQueue.Write.NONE);
        assertThat(taken()).isEmpty();
    }

    @Test
    public void addsACommentOnlyWhileNothingWaits() {
        assertThat(queue.addKeepAlive()).isTrue();
        assertThat(queue.addKeepAlive()).isFalse();

        queue.beginWrite();
        assertThat(taken()).isEqualTo(": keep-alive\n\n");
        queue.end();
        assertThat(queue.addKeepAlive()).isFalse();
    }

    private EventQueue.Added add(String data) {
        return queue.add(List.of(Event.of(data.getBytes(StandardCharsets.UTF_8))), MAX_BYTES);
    }

    private String taken() {
        ByteBuffer bytes = queue.take();
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }
}
