package io.patchbay.protocol.method;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.Limits;
import io.patchbay.protocol.ReplayLimits;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.spi.identity.Patterns;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** The legacy handshake, and the sessions it opens. */
public final class HandshakeTest {

    @Rule
    public final Server server = new Server();

    @Before
    public void publish() {
        server.publish(Stubs.echo("echo"));
    }

    private Answered initialize(String version) {
        return server.stranger()
                .initialize("{'protocolVersion':'" + version
                        + "','capabilities':{},'clientInfo':{'name':'t','version':'1'}}");
    }

    @Test
    public void answersTheVersionThatIsAskedFor() {
        JsonNode result = initialize("2025-11-25").result();

        assertThat(result.path("protocolVersion").textValue()).isEqualTo("2025-11-25");
        assertThat(result.path("serverInfo").path("name").textValue()).isNotEmpty();
        assertThat(result.path("serverInfo").path("version").textValue()).isEqualTo("1.2.3");
        assertThat(result.has("instructions")).isFalse();
    }

    @Test
    public void answersTheLatestLegacyVersionToAllOthersAndNeverAModernOne() {
        for (String version : List.of("2026-07-28", "2031-01-01", "1.0", "", "2024-10-07", "banana")) {
            assertThat(initialize(version).result().path("protocolVersion").textValue())
                    .as(version)
                    .isEqualTo("2025-11-25");
        }
    }

    @Test
    public void whatIsNoHandshakeOpensNoSession() {
        for (String params : List.of(
                "{}",
                "{'protocolVersion':5,'capabilities':{},'clientInfo':{}}",
                "{'protocolVersion':'2025-11-25','capabilities':[1],'clientInfo':{}}",
                "{'protocolVersion':'2025-11-25','capabilities':{},'clientInfo':'me'}")) {
            Answered answered = server.stranger().initialize(params);

            assertThat(answered.summary()).as(params).isEqualTo("200 -32602");
            assertThat(answered.header("Mcp-Session-Id")).as(params).isEmpty();
        }
        assertThat(server.sessions()).isZero();
    }

    @Test
    public void tellsModelsHowToUseTheServerWhereSomebodySaidIt() {
        Limits usual = Limits.DEFAULT;
        server.limits(new Limits(
                usual.callTimeout(),
                usual.inputTimeout(),
                usual.maxCalls(),
                usual.perConnector(),
                usual.sessionIdle(),
                usual.maxSessions(),
                usual.maxSessionsPerCaller(),
                usual.listTtl(),
                usual.replay(),
                "Ask nicely.",
                usual.maxBatch()));

        assertThat(initialize("2025-11-25").result().path("instructions").textValue())
                .isEqualTo("Ask nicely.");
        assertThat(server.modern()
                        .call("server/discover")
                        .result()
                        .path("instructions")
                        .textValue())
                .isEqualTo("Ask nicely.");
    }

    @Test
    public void sessionIdsAreUnguessableAndVisibleAscii() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            String id = initialize("2025-11-25").header("Mcp-Session-Id").orElseThrow();
            assertThat(id).matches("[\\x21-\\x7E]{32,}");
            ids.add(id);
        }

        assertThat(ids).hasSize(100);
    }

    @Test
    public void onlyTheHandshakeNamesTheSession() {
        LegacyClient client = server.legacy();

        assertThat(client.call("ping").header("Mcp-Session-Id")).isEmpty();
    }

    @Test
    public void aSessionBelongsToItsCallerWhateverKeyTheyUse() {
        LegacyClient client = server.legacy(Callers.known("alice"));
        TestExchange otherKey = TestExchange.post(
                        LegacyClient.request("ping", "1", "{}"),
                        Callers.known("alice", Callers.ONLY.withTools(Patterns.of("*"))))
                .header("Mcp-Session-Id", client.session());
        TestExchange otherTenant = TestExchange.post(
                        LegacyClient.request("ping", "1", "{}"), Callers.ofTenant("evil", "alice"))
                .header("Mcp-Session-Id", client.session());

        assertThat(Answered.of(server.send(Revision.V2025_11_25, "ping", otherKey))
                        .summary())
                .isEqualTo("200 ok");
        assertThat(Answered.of(server.send(Revision.V2025_11_25, "ping", otherTenant))
                        .summary())
                .isEqualTo("404 -32600");
    }

    @Test
    public void aForeignSessionAnswersExactlyAsNone() {
        LegacyClient bob = server.legacy(Callers.known("bob"));

        byte[] foreign = body(bob.session());
        byte[] none = body("00000000000000000000000000000000");

        assertThat(foreign).isEqualTo(none);
    }

    private byte[] body(String session) {
        TestExchange exchange = TestExchange.post(LegacyClient.request("ping", "1", "{}"), Callers.known("alice"))
                .header("Mcp-Session-Id", session);
        server.send(Revision.V2025_11_25, "ping", exchange).await();
        return exchange.reply().body();
    }

    @Test
    public void aCallerWithTooManySessionsLosesTheOneUnusedForLongest() {
        limit(1000, 3);
        LegacyClient first = server.legacy();
        LegacyClient second = server.legacy();
        LegacyClient bob = server.legacy(Callers.known("bob"));
        LegacyClient third = server.legacy();
        first.call("ping");

        LegacyClient fourth = server.legacy();

        assertThat(second.call("ping").status()).isEqualTo(404);
        for (LegacyClient alive : List.of(first, third, fourth, bob)) {
            assertThat(alive.call("ping").status()).isEqualTo(200);
        }
    }

    @Test
    public void sessionsAreBoundedInAll() {
        limit(5, 1000);
        for (int i = 0; i < 20; i++) {
            server.legacy(Callers.known("caller-" + i));
        }

        assertThat(server.sessions()).isEqualTo(5);
    }

    private void limit(int all, int each) {
        server.limits(new Limits(
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                1000,
                Limits.PerConnector.DEFAULT,
                Duration.ofMinutes(30),
                all,
                each,
                Duration.ZERO,
                ReplayLimits.DEFAULT,
                "",
                50));
    }

    @Test
    public void whenTheServerStopsEveryStreamEnds() {
        TestExchange legacy = server.legacy().listen().awaitStream();
        TestExchange modern = server.modern()
                .start("subscriptions/listen", "{'notifications':{'toolsListChanged':true}}")
                .awaitEvents(1);

        server.stop();

        legacy.await();
        modern.await();
        assertThat(legacy.events()).isEmpty();
        assertThat(Answered.of(modern).result().path("resultType").textValue()).isEqualTo("complete");
    }

    @Test
    public void aSessionMayBeUsedBeforeItsClientSaysThatItIsInitialized() {
        LegacyClient client = server.stranger();
        String session = client.initialize(
                        "{'protocolVersion':'2025-11-25','capabilities':{},'clientInfo':{'name':'t','version':'1'}}")
                .header("Mcp-Session-Id")
                .orElseThrow();
        TestExchange exchange =
                client.unopened(LegacyClient.request("ping", "1", "{}")).header("Mcp-Session-Id", session);

        assertThat(Answered.of(server.send(Revision.V2025_11_25, "ping", exchange))
                        .summary())
                .isEqualTo("200 ok");
    }
}
