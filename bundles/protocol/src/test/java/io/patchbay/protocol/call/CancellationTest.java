package io.patchbay.protocol.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.CallContext;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.Waiting;
import io.patchbay.spi.audit.Outcome;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Clients that cancel their requests. */
public final class CancellationTest {

    @Rule
    public final Server server = new Server();

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final AtomicReference<CallContext> context = new AtomicReference<>();

    @Before
    public void publish() {
        server.publish(
                Stubs.tool("wait", (arguments, given) -> {
                    context.set(given);
                    entered.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                        throw e;
                    }
                    return ToolResult.text("went");
                }),
                Stubs.echo("echo"));
    }

    private void awaitEntered() {
        Waiting.until("the tool runs", () -> entered.getCount() == 0);
    }

    private Outcome outcome() {
        return server.trail().entry("tools/call").outcome();
    }

    @Test
    public void aModernClientThatLeavesCancels() {
        TestExchange exchange = server.modern().start("tools/call", "{'name':'wait'}");
        awaitEntered();

        exchange.disconnect();

        assertThat(outcome()).isEqualTo(new Outcome(Outcome.Kind.CANCELLED, ""));
        Waiting.until("the tool is interrupted", interrupted::get);
        assertThat(context.get().cancelled()).isTrue();
        Waiting.until("the slot is free", () -> server.running() == 0);
    }

    @Test
    public void aModernClientThatLeavesItsStreamCancelsAndHearsNothingMore() {
        TestExchange exchange = server.modern().with("progressToken", "1").start("tools/call", "{'name':'wait'}");
        awaitEntered();
        context.get().progress(1, 2, "");
        exchange.awaitEvents(1);

        exchange.disconnect();
        context.get().progress(2, 2, "");

        assertThat(outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED);
        assertThat(exchange.events()).hasSize(1);
    }

    @Test
    public void aModernClientThatLeftBeforeItsCallIsNotServed() {
        TestExchange exchange = server.modern().exchange("tools/call", "{'name':'wait'}");
        exchange.disconnect();

        server.sendHere(Revision.V2026_07_28, "tools/call", exchange);

        assertThat(entered.getCount()).isEqualTo(1);
        assertThat(outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED);
    }

    @Test
    public void aLegacyClientThatLeavesDoesNotCancel() {
        TestExchange exchange = server.legacy().start("tools/call", "{'name':'wait'}");
        awaitEntered();

        exchange.disconnect();
        assertThat(context.get().cancelled()).isFalse();
        go.countDown();

        assertThat(outcome()).isEqualTo(Outcome.OK);
        assertThat(interrupted).isFalse();
    }

    @Test
    public void aLegacyClientCancelsByItsRequestsId() {
        LegacyClient client = server.legacy();
        TestExchange exchange = client.start("'the-call'", "tools/call", "{'name':'wait'}");
        awaitEntered();

        Answered noted = client.say("notifications/cancelled", "{'requestId':'the-call','reason':'bored'}");

        assertThat(noted.status()).isEqualTo(202);
        exchange.await();
        assertThat(
                        exchange.streamed()
                                ? exchange.events().size()
                                : exchange.reply().body().length)
                .as("no response")
                .isZero();
        assertThat(outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED);
        Waiting.until("the tool is interrupted", interrupted::get);
    }

    @Test
    public void onlyTheSameIdOfTheSameSessionCancels() {
        LegacyClient client = server.legacy();
        TestExchange exchange = client.start("7", "tools/call", "{'name':'wait'}");
        awaitEntered();

        for (String params : new String[] {
            "{'requestId':'7'}",
            "{'requestId':8}",
            "{'requestId':null}",
            "{'requestId':[7]}",
            "{'requestId':7.0}",
            "{}",
            "{'id':7}"
        }) {
            assertThat(client.say("notifications/cancelled", params).status())
                    .as(params)
                    .isEqualTo(202);
        }
        server.legacy().say("notifications/cancelled", "{'requestId':7}");
        server.legacy(Callers.known("bob")).say("notifications/cancelled", "{'requestId':7}");
        Answered.of(server.send(
                Revision.V2026_07_28,
                "",
                TestExchange.post(
                                LegacyClient.notification("notifications/cancelled", "{'requestId':7}"),
                                Callers.known("alice"))
                        .header("MCP-Protocol-Version", "2026-07-28")
                        .header("Mcp-Session-Id", client.session())));
        assertThat(context.get().cancelled()).isFalse();
        go.countDown();

        assertThat(Answered.of(exchange).text()).isEqualTo("went");
    }

    @Test
    public void aFinishedCallCannotBeCancelledAndItsIdIsFreeAgain() {
        LegacyClient client = server.legacy();
        Answered.of(client.start("7", "tools/call", "{'name':'echo'}"));

        assertThat(client.say("notifications/cancelled", "{'requestId':7}").status())
                .isEqualTo(202);

        assertThat(Answered.of(client.start("7", "tools/call", "{'name':'echo'}"))
                        .summary())
                .isEqualTo("200 ok");
    }

    @Test
    public void anIdThatWasSpokenOfCannotBeUsedTwice() {
        LegacyClient client = server.legacy();
        TestExchange first = client.start("7", "tools/call", "{'name':'wait','_meta':{'progressToken':7}}");
        awaitEntered();
        context.get().progress(1, 2, "");
        first.awaitEvents(1);

        assertThat(Answered.of(client.start("7", "tools/call", "{'name':'echo'}"))
                        .summary())
                .isEqualTo("400 -32600");
        assertThat(Answered.of(client.start("'7'", "tools/call", "{'name':'echo'}"))
                        .summary())
                .isEqualTo("200 ok");
        assertThat(Answered.of(server.legacy().start("7", "tools/call", "{'name':'echo'}"))
                        .summary())
                .isEqualTo("200 ok");
        go.countDown();
        assertThat(Answered.of(first).text()).isEqualTo("went");
    }

    @Test
    public void clientsThatGiveAllRequestsOneIdGetEachItsAnswer() {
        LegacyClient client = server.legacy();
        for (int round = 0; round < 20; round++) {
            TestExchange[] exchanges = new TestExchange[3];
            for (int i = 0; i < exchanges.length; i++) {
                exchanges[i] = client.start("1", "tools/call", "{'name':'echo','arguments':{'n':" + i + "}}");
            }
            for (int i = 0; i < exchanges.length; i++) {
                Answered answered = Answered.of(exchanges[i]);

                // on a slow machine one of them may have run for long already
                if (!answered.summary().equals("400 -32600")) {
                    assertThat(answered.text()).isEqualTo("{\"n\":" + i + "}");
                }
            }
        }
    }

    @Test
    public void endingTheSessionEndsAlsoThoseOfOneId() {
        LegacyClient client = server.legacy();
        TestExchange first = client.start("1", "tools/call", "{'name':'wait'}");
        TestExchange second = client.start("1", "tools/call", "{'name':'wait'}");
        Waiting.until(
                "both run, or one was refused", () -> server.running() == 2 || first.complete() || second.complete());

        client.end();

        first.await();
        second.await();
        Waiting.until("nothing runs", () -> server.running() == 0);
    }

    @Test
    public void endingTheSessionEndsItsCalls() {
        LegacyClient client = server.legacy();
        TestExchange exchange = client.start("tools/call", "{'name':'wait'}");
        awaitEntered();

        client.end();

        exchange.await();
        assertThat(outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED);
        Waiting.until("the tool is interrupted", interrupted::get);
    }

    @Test
    public void aCallIsCancelledOnce() {
        LegacyClient client = server.legacy();
        TestExchange exchange = client.start("7", "tools/call", "{'name':'wait'}");
        awaitEntered();

        for (int i = 0; i < 10; i++) {
            client.say("notifications/cancelled", "{'requestId':7}");
        }
        client.end();

        exchange.await();
        assertThat(server.trail().entry("tools/call").closed()).isEqualTo(1);
    }
}
