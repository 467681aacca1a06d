package io.patchbay.http.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.http.TestServer;
import io.patchbay.http.Wait;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

/** How streams of HTTP+SSE are counted, kept alive and ended. */
public final class SseStreamLifeTest extends SseFixture {

    @Test
    public void streamsCountAmongAllStreams() throws Exception {
        server.close();
        server = new TestServer(TestServer.TestSettings.standard().withMost(100, 1, 1)).httpSse(true);
        server.dispatcher.then = protocol.dispatcher();
        try (SseClient client = client().initialized()) {
            assertThat(server.send(server.get("/sse", TestServer.KEY)).status()).isEqualTo(503);
            client.call("talk");
            assertThat(client.next()).contains("talking");
        }
    }

    @Test
    public void theStreamsEndEndsTheSessionAndItsCalls() throws Exception {
        SseClient client = client().initialized();
        client.call("hang");
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();

        client.close();

        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        Wait.untilTrue(() -> client.post(PING).status() == 404);
        Wait.untilTrue(() -> server.server.streams().count() == 0);
        Wait.untilTrue(() -> trail.outcomes.contains("tools/call CANCELLED"));
        Wait.untilTrue(() -> trail.outcomes.contains("GET end OK"));
    }

    @Test
    public void aRevokedCredentialEndsTheStream() throws Exception {
        try (SseClient client = client().initialized()) {
            server.authenticator.holding = false;

            assertThat(client.next()).isEmpty();
        }
    }

    @Test
    public void aStreamOnWhichNobodyBeginsEnds() throws Exception {
        server.close();
        server = new TestServer(TestServer.TestSettings.standard().withRequest(Duration.ofMillis(200))).httpSse(true);
        server.dispatcher.then = protocol.dispatcher();
        try (SseClient client = client()) {
            assertThat(client.next()).isEmpty();
        }
    }

    @Test
    public void switchingItOffEndsItsStreams() throws Exception {
        try (SseClient client = client().initialized()) {
            server.httpSse(false);

            assertThat(client.next()).isEmpty();
        }
    }

    @Test
    public void aStreamIsKeptAlive() throws Exception {
        server.close();
        server = new TestServer(TestServer.TestSettings.standard().withHeartbeat(Duration.ofMillis(100))).httpSse(true);
        server.dispatcher.then = protocol.dispatcher();
        try (SseClient client = client().initialized()) {
            assertThat(client.stream.readChunk()).startsWith(": ");
        }
    }
}
