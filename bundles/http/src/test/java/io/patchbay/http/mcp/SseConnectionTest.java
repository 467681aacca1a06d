package io.patchbay.http.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.http.TestServer;
import io.patchbay.protocol.Event;
import io.patchbay.protocol.EventStream;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Reply;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Narrowing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class SseConnectionTest {

    private static final Reply ANSWER = Reply.json(200, "{}".getBytes(StandardCharsets.UTF_8));

    private final List<String> cancelled = new ArrayList<>();
    private final SseConnection connection =
            new SseConnection(new FakeExchange(), new FakeStream(), exchange -> {}, () -> {}, Runnable::run);

    @Test
    public void keepsNothingOfMessagesThatWereAnswered() {
        message("whole").send(ANSWER);
        EventStream answer = message("stream").stream(List.of());
        answer.send(Event.of("{}".getBytes(StandardCharsets.UTF_8)));
        answer.end();

        connection.clientGone();

        assertThat(cancelled).isEmpty();
    }

    @Test
    public void cancelsRunningMessagesOnceWhenTheClientHasGone() {
        message("first");
        message("second").stream(List.of());

        connection.clientGone();
        connection.clientGone();

        assertThat(cancelled).containsExactly("first", "second");
    }

    @Test
    public void cancelsAMessageAtOnceWhoseClientHasGone() {
        connection.clientGone();

        message("late");

        assertThat(cancelled).containsExactly("late");
    }

    @Test
    public void cancelsNothingWhenTheServerEndsTheStream() {
        message("running");

        connection.end();
        connection.clientGone();

        assertThat(cancelled).isEmpty();
    }

    private SseMessage message(String name) {
        SseMessage message = new SseMessage(new FakeExchange(), connection);
        message.onDisconnect(() -> cancelled.add(name));
        return message;
    }

    private static final class FakeStream implements EventStream {

        @Override
        public boolean send(Event event) {
            return true;
        }

        @Override
        public boolean ended() {
            return false;
        }

        @Override
        public void end() {}
    }

    private static final class FakeExchange implements Exchange {

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
        public Identity.Known identity() {
            return TestServer.FakeAuthenticator.known("k1", Narrowing.READS_EVERYTHING);
        }

        @Override
        public String source() {
            return "127.0.0.1";
        }

        @Override
        public boolean send(Reply reply) {
            return true;
        }

        @Override
        public EventStream stream(List<Reply.Header> headers) {
            return new FakeStream();
        }

        @Override
        public void onDisconnect(Runnable action) {}
    }
}
