package io.patchbay.protocol.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.Waiting;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** The answers to GET, DELETE and all other methods of HTTP, and the accepted representations. */
public final class HttpMethodsTest {

    private static final String STREAM = "text/event-stream";
    private static final String UNKNOWN = "ffffffffffffffffffffffffffffffff";

    @Rule
    public final Server server = new Server();

    @Before
    public void publish() {
        server.publish(Stubs.echo("echo"));
    }

    private Answered ask(String method, Optional<String> session, Optional<String> version, String accept) {
        TestExchange exchange = new TestExchange(method, new byte[0], Callers.known("alice")).header("Accept", accept);
        session.ifPresent(id -> exchange.header("Mcp-Session-Id", id));
        version.ifPresent(text -> exchange.header("MCP-Protocol-Version", text));
        return Answered.of(server.send(Revision.V2025_11_25, "", exchange));
    }

    @Test
    public void getOpensTheStreamOfASession() {
        LegacyClient client = server.legacy();

        TestExchange stream = client.listen().awaitStream();

        assertThat(stream.complete()).isFalse();
    }

    @Test
    public void aSecondStreamOfASessionReplacesTheFirst() {
        for (Revision revision : Revision.values()) {
            if (revision.modern()) {
                continue;
            }
            LegacyClient client = server.legacy(revision);
            TestExchange first = client.listen().awaitStream();

            TestExchange second = client.listen().awaitStream();

            first.await();
            assertThat(first.ended()).as("%s: the first is closed", revision).isTrue();
            server.publishAndTell(Stubs.echo("new-in-" + revision));
            second.awaitEvents(1);
            assertThat(first.events()).as("%s", revision).isEmpty();
            assertThat(second.complete()).isFalse();
            client.end();
        }
    }

    @Test
    public void ofManyStreamsOfASessionAtOnceOneIsLeft() {
        LegacyClient client = server.legacy();
        List<TestExchange> streams =
                IntStream.range(0, 20).mapToObj(i -> client.listen()).toList();
        streams.forEach(TestExchange::awaitStream);

        Waiting.until(
                "one is left",
                () -> streams.stream().filter(stream -> !stream.ended()).count() == 1);
        server.publishAndTell(Stubs.echo("new"));

        Waiting.until(
                "it hears",
                () -> streams.stream()
                                .mapToInt(stream -> stream.events().size())
                                .sum()
                        == 1);
    }

    @Test
    public void whereThereIsNoRoomForOneMoreTheOlderMakesRoom() {
        LegacyClient client = server.legacy();
        TestExchange first = client.listen().awaitStream();
        TestExchange second =
                client.bodiless("GET", Optional.of(client.session())).onlyOnce(first::ended);

        server.send(Revision.V2025_11_25, "", second).awaitStream();

        first.await();
        server.publishAndTell(Stubs.echo("new"));
        second.awaitEvents(1);
    }

    @Test
    public void aStreamThatIsRefusedLeavesThePlaceOfTheSessionsStreamFree() {
        LegacyClient client = server.legacy();

        assertThat(Answered.of(client.listenInVain()).status()).isEqualTo(503);

        Waiting.until("the place is free again", () -> {
            TestExchange next = client.listen();
            Waiting.on(next, "an answer", next::answered);
            return next.streamed();
        });
    }

    @Test
    public void getInASessionNeedsAnAcceptThatTakesStreams() {
        Optional<String> session = Optional.of(server.legacy().session());

        assertThat(ask("GET", session, Optional.empty(), "application/json").status())
                .isEqualTo(406);
        assertThat(ask("GET", session, Optional.empty(), "text/html").status()).isEqualTo(406);
    }

    @Test
    public void getOfAnUnknownSessionIsNotFoundWhateverItAccepts() {
        assertThat(ask("GET", Optional.of(UNKNOWN), Optional.empty(), STREAM).summary())
                .isEqualTo("404 -32600");
        assertThat(ask("GET", Optional.of(UNKNOWN), Optional.empty(), "application/json")
                        .summary())
                .isEqualTo("404 -32600");
    }

    @Test
    public void getWithoutASession() {
        assertThat(ask("GET", Optional.empty(), Optional.of("2026-07-28"), STREAM)
                        .status())
                .isEqualTo(405);
        assertThat(ask("GET", Optional.empty(), Optional.empty(), "application/json")
                        .status())
                .isEqualTo(405);
        assertThat(ask("GET", Optional.empty(), Optional.empty(), STREAM).summary())
                .isEqualTo("400 -32600");
        assertThat(ask("GET", Optional.empty(), Optional.of("2025-11-25"), STREAM)
                        .summary())
                .isEqualTo("400 -32600");
    }

    @Test
    public void deleteEndsASessionForGood() {
        LegacyClient client = server.legacy();

        Answered ended = client.end();

        assertThat(ended.status()).isEqualTo(204);
        assertThat(ended.empty()).isTrue();
        assertThat(client.end().summary()).isEqualTo("404 -32600");
        assertThat(client.call("ping").summary()).isEqualTo("404 -32600");
        assertThat(ask("GET", Optional.of(client.session()), Optional.empty(), STREAM)
                        .status())
                .isEqualTo(404);
        assertThat(server.sessions()).isZero();
    }

    @Test
    public void deleteWithoutASession() {
        assertThat(ask("DELETE", Optional.empty(), Optional.of("2026-07-28"), "*/*")
                        .status())
                .isEqualTo(405);
        assertThat(ask("DELETE", Optional.empty(), Optional.empty(), "*/*").summary())
                .isEqualTo("400 -32600");
        assertThat(ask("DELETE", Optional.of(UNKNOWN), Optional.empty(), "*/*").summary())
                .isEqualTo("404 -32600");
    }

    @Test
    public void aVersionThatIsNotServedIsRefusedInASessionToo() {
        LegacyClient client = server.legacy();
        Optional<String> session = Optional.of(client.session());

        for (String version : new String[] {"banana", "2031-01-01", "2026-07-28"}) {
            assertThat(ask("GET", session, Optional.of(version), STREAM).summary())
                    .as(version)
                    .isEqualTo("400 -32600");
            assertThat(ask("DELETE", session, Optional.of(version), STREAM).summary())
                    .as(version)
                    .isEqualTo("400 -32600");
        }
        assertThat(client.call("ping").summary()).isEqualTo("200 ok");
    }

    @Test
    public void somebodyElsesSessionIsNotFound() {
        LegacyClient bob = server.legacy(Callers.known("bob"));

        assertThat(ask("GET", Optional.of(bob.session()), Optional.empty(), STREAM)
                        .status())
                .isEqualTo(404);
        assertThat(ask("DELETE", Optional.of(bob.session()), Optional.empty(), STREAM)
                        .status())
                .isEqualTo(404);
        assertThat(bob.call("ping").summary()).isEqualTo("200 ok");
    }

    @Test
    public void otherMethodsAreNotAllowed() {
        for (String method : new String[] {"HEAD", "PUT", "PATCH", "TRACE", "post"}) {
            Answered answered = ask(method, Optional.empty(), Optional.empty(), "*/*");

            assertThat(answered.status()).as(method).isEqualTo(405);
            assertThat(answered.header("Allow")).contains("POST, GET, DELETE, OPTIONS");
        }
    }

    @Test
    public void aRequestTakesJsonOrStreamsInAnyOrderAndWeight() {
        ModernClient client = server.modern();

        for (String accept : new String[] {
            "application/json, text/event-stream",
            "text/event-stream,application/json",
            "*/*",
            "application/*",
            "APPLICATION/JSON",
            "application/json;q=0.1, text/event-stream;q=0.9",
            "text/html, */*;q=0.01",
            "application/json; charset=utf-8",
            ""
        }) {
            Answered answered = client.header("Accept", accept).tool("echo");

            assertThat(answered.summary()).as(accept).isEqualTo("200 ok");
            assertThat(answered.streamed()).as("nothing had to go out before").isFalse();
        }
        assertThat(client.noHeader("Accept").tool("echo").summary()).isEqualTo("200 ok");
    }

    @Test
    public void aClientThatTakesStreamsOnlyGetsAStream() {
        Answered modern = server.modern().header("Accept", STREAM).tool("echo");

        assertThat(modern.streamed()).isTrue();
        assertThat(modern.messages()).hasSize(1);
        assertThat(modern.failed()).isFalse();
    }

    @Test
    public void aClientThatTakesNeitherIsToldSo() {
        assertThat(server.modern().header("Accept", "text/html").tool("echo").status())
                .isEqualTo(406);
        LegacyClient client = server.legacy();
        TestExchange exchange =
                client.exchange(LegacyClient.request("ping", "1", "{}")).only("Accept", Optional.of("text/html"));
        assertThat(Answered.of(server.send(Revision.V2025_11_25, "ping", exchange))
                        .status())
                .isEqualTo(406);
    }

    @Test
    public void listeningNeedsAnAcceptThatTakesStreams() {
        Answered answered = server.modern()
                .header("Accept", "application/json")
                .call("subscriptions/listen", "{'notifications':{'toolsListChanged':true}}");

        assertThat(answered.status()).isEqualTo(406);
        assertThat(server.streams()).isZero();
    }
}
