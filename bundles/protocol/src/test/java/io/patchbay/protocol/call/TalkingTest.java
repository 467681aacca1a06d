package io.patchbay.protocol.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.CallContext;
import io.patchbay.api.Json;
import io.patchbay.api.Level;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Rule;
import org.junit.Test;

/** Messages before a result: log messages and progress. */
public final class TalkingTest {

    @Rule
    public final Server server = new Server();

    /** Logs once at each level. */
    private void publishLogger() {
        server.publish(Stubs.tool("talk", (arguments, context) -> {
            for (Level level : Level.values()) {
                context.log(level, level.name());
            }
            return ToolResult.text("said");
        }));
    }

    private void publishProgress(double... steps) {
        server.publish(Stubs.tool("work", (arguments, context) -> {
            for (double step : steps) {
                context.progress(step, 100, "");
            }
            return ToolResult.text("done");
        }));
    }

    private static List<String> levels(Answered answered) {
        List<String> levels = new ArrayList<>();
        answered.notifications("notifications/message")
                .forEach(one -> levels.add(one.path("params").path("level").textValue()));
        return levels;
    }

    private static List<String> progress(Answered answered) {
        List<String> steps = new ArrayList<>();
        answered.notifications("notifications/progress")
                .forEach(one -> steps.add(one.path("params").path("progress").toString()));
        return steps;
    }

    private static List<String> from(Level level) {
        List<String> names = new ArrayList<>();
        for (Level one : Level.values()) {
            if (one.compareTo(level) >= 0) {
                names.add(one.name().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    @Test
    public void aModernRequestWithoutALevelHearsNothing() {
        publishLogger();

        Answered answered = server.modern().tool("talk");

        assertThat(answered.streamed()).isFalse();
        assertThat(answered.text()).isEqualTo("said");
    }

    @Test
    public void aModernRequestHearsWhatItsLevelLetsThrough() {
        publishLogger();

        for (Level level : Level.values()) {
            Answered answered = server.modern()
                    .with(ModernClient.LEVEL, "'" + level.name().toLowerCase(Locale.ROOT) + "'")
                    .tool("talk");

            assertThat(levels(answered)).isEqualTo(from(level));
            assertThat(answered.text()).isEqualTo("said");
        }
    }

    @Test
    public void aLevelIsForItsRequestOnly() {
        publishLogger();
        server.modern().with(ModernClient.LEVEL, "'debug'").tool("talk");

        assertThat(server.modern().tool("talk").streamed()).isFalse();
    }

    @Test
    public void aLegacySessionHearsFromInfoOnUntilItSetsAnotherLevel() {
        publishLogger();
        LegacyClient client = server.legacy();
        LegacyClient other = server.legacy();

        assertThat(levels(client.tool("talk"))).isEqualTo(from(Level.INFO));
        client.call("logging/setLevel", "{'level':'alert'}");

        assertThat(levels(client.tool("talk"))).isEqualTo(from(Level.ALERT));
        assertThat(levels(other.tool("talk"))).isEqualTo(from(Level.INFO));
    }

    @Test
    public void levelsNobodyKnowsAreInvalid() {
        LegacyClient client = server.legacy();

        for (String params : List.of("{}", "{'level':'loud'}", "{'level':'INFO'}", "{'level':6}", "{'level':null}")) {
            assertThat(client.call("logging/setLevel", params).summary())
                    .as(params)
                    .isEqualTo("200 -32602");
        }
    }

    @Test
    public void logMessagesNameTheirToolAndMayHoldAnyJson() {
        server.publish(Stubs.tool("talk", (arguments, context) -> {
            context.log(Level.ERROR, new Json("{\"b\":1.0,\"a\":[null]}"));
            context.log(Level.ERROR, "line\nbreak \ud800 <\u2028>");
            return ToolResult.text("said");
        }));

        List<JsonNode> messages = server.legacy().tool("talk").notifications("notifications/message");

        assertThat(messages.get(0).path("params").path("logger").textValue()).isEqualTo("talk");
        assertThat(messages.get(0).path("params").path("data").toString()).isEqualTo("{\"b\":1.0,\"a\":[null]}");
        assertThat(messages.get(1).path("params").path("data").textValue()).isEqualTo("line\nbreak \ufffd <\u2028>");
    }

    @Test
    public void progressGoesToThoseWhoGaveATokenAndEchoesItExactly() {
        publishProgress(0, 50, 100);

        for (String token : List.of("7", "'7'", "'abc'", "9007199254740993", "0", "1.0", "''")) {
            Answered modern = server.modern().with("progressToken", token).tool("work");
            Answered legacy =
                    server.legacy().call("tools/call", "{'name':'work','_meta':{'progressToken':" + token + "}}");

            for (Answered answered : List.of(modern, legacy)) {
                assertThat(progress(answered)).containsExactly("0", "50", "100");
                assertThat(answered.notifications("notifications/progress")
                                .get(0)
                                .path("params")
                                .path("progressToken")
                                .toString())
                        .isEqualTo(TestJson.json(token).toString());
                assertThat(answered.notifications("notifications/progress")
                                .get(0)
                                .path("params")
                                .path("total")
                                .intValue())
                        .isEqualTo(100);
                assertThat(answered.text()).isEqualTo("done");
            }
        }
    }

    @Test
    public void withoutATokenThereIsNoProgress() {
        publishProgress(0, 50, 100);

        assertThat(server.modern().tool("work").streamed()).isFalse();
        assertThat(server.legacy().tool("work").streamed()).isFalse();
        for (String token : List.of("null", "1.5", "true", "[1]")) {
            assertThat(server.modern().with("progressToken", token).tool("work").streamed())
                    .as(token)
                    .isFalse();
        }
    }

    @Test
    public void progressOnlyEverIncreases() {
        publishProgress(1, 1, 0, -5, 2, Double.NaN, Double.POSITIVE_INFINITY, 2, 2.5, 2.25, 3);

        assertThat(progress(server.modern().with("progressToken", "1").tool("work")))
                .containsExactly("1", "2", "2.5", "3");
    }

    @Test
    public void aTotalThatIsNoneIsLeftOut() {
        server.publish(Stubs.tool("work", (arguments, context) -> {
            context.progress(1, 0, "first");
            context.progress(2, Double.NaN, "");
            context.progress(3, -1, "");
            return ToolResult.text("done");
        }));

        List<JsonNode> messages =
                server.modern().with("progressToken", "1").tool("work").notifications("notifications/progress");

        assertThat(messages)
                .hasSize(3)
                .noneMatch(message -> message.path("params").has("total"));
        assertThat(messages.get(0).path("params").path("message").textValue()).isEqualTo("first");
        assertThat(messages.get(1).path("params").has("message")).isFalse();
    }

    @Test
    public void afterTheResultNothingGoesOut() {
        AtomicReference<CallContext> kept = new AtomicReference<>();
        server.publish(Stubs.tool("work", (arguments, context) -> {
            kept.set(context);
            context.progress(1, 2, "");
            return ToolResult.text("done");
        }));
        TestExchange exchange = server.modern()
                .with("progressToken", "1")
                .with(ModernClient.LEVEL, "'debug'")
                .start("tools/call", "{'name':'work'}");
        exchange.await();

        kept.get().progress(2, 2, "");
        kept.get().log(Level.ERROR, "late");

        assertThat(exchange.events()).hasSize(2);
        assertThat(kept.get().cancelled()).isTrue();
    }

    @Test
    public void aFloodArrivesInOrderAndTheResultLast() {
        int steps = 20_000;
        server.publish(Stubs.tool("flood", (arguments, context) -> {
            for (int i = 0; i < steps; i++) {
                context.progress(i, steps, "");
            }
            return ToolResult.text("done");
        }));

        Answered answered =
                Answered.of(server.modern().with("progressToken", "1").start("tools/call", "{'name':'flood'}"));

        assertThat(answered.messages()).hasSize(steps + 1);
        assertThat(progress(answered).get(steps - 1)).isEqualTo(Integer.toString(steps - 1));
        assertThat(answered.text()).isEqualTo("done");
    }

    @Test
    public void manyThreadsOfOneToolStillOnlyIncrease() {
        server.publish(Stubs.tool("work", (arguments, context) -> {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(() -> {
                    for (int step = 0; step < 500; step++) {
                        context.progress(step, 500, "");
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            return ToolResult.text("done");
        }));

        List<String> steps = progress(server.modern().with("progressToken", "1").tool("work"));

        assertThat(steps.stream().map(Integer::valueOf).toList())
                .isSorted()
                .doesNotHaveDuplicates()
                .endsWith(499);
    }

    @Test
    public void aClientThatTakesNoStreamsGetsTheResultAlone() {
        publishLogger();

        Answered answered = server.modern()
                .with(ModernClient.LEVEL, "'debug'")
                .with("progressToken", "1")
                .header("Accept", "application/json")
                .tool("talk");

        assertThat(answered.streamed()).isFalse();
        assertThat(answered.text()).isEqualTo("said");
    }

    @Test
    public void aClientForWhomThereIsNoMoreStreamGetsTheResultAlone() {
        publishLogger();
        TestExchange exchange = server.modern()
                .with(ModernClient.LEVEL, "'debug'")
                .exchange("tools/call", "{'name':'talk'}")
                .refusingStreams();

        Answered answered = Answered.of(server.send(Revision.V2026_07_28, "tools/call", exchange));

        assertThat(answered.streamed()).isFalse();
        assertThat(answered.text()).isEqualTo("said");
    }

    @Test
    public void anErrorAfterTheStreamBeganIsItsLastMessage() {
        server.publish(Stubs.tool("odd", (arguments, context) -> {
            context.log(Level.ERROR, "first");
            throw new io.patchbay.api.CallException(-32602, "chosen");
        }));

        Answered answered = server.legacy().tool("odd");

        assertThat(answered.streamed()).isTrue();
        assertThat(answered.summary()).isEqualTo("200 -32602");
    }
}
