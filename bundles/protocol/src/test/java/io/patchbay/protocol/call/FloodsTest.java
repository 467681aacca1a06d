package io.patchbay.protocol.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.CatalogChanges;
import io.patchbay.api.Connector;
import io.patchbay.api.Content;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Json;
import io.patchbay.api.Level;
import io.patchbay.api.Schema;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.FakeTool;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.Waiting;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;

/** Connectors that answer, notify, ask or offer more than any client could handle. */
public final class FloodsTest {

    @Rule
    public final Server server = new Server();

    private final AtomicBoolean over = new AtomicBoolean();

    @After
    public void end() {
        over.set(true);
    }

    private static String code(Answered answered) {
        return answered.result().path("_meta").path("io.patchbay/code").textValue();
    }

    @Test
    public void anAnswerThatNoMessageCanHoldIsToldAsSuch() {
        String huge = "x".repeat(40 * 1024 * 1024);
        server.publish(
                Stubs.tool("text", (arguments, context) -> ToolResult.text(huge)),
                Stubs.tool("structured", (arguments, context) -> ToolResult.structured(new Json('"' + huge + '"'))),
                Stubs.tool(
                        "many",
                        (arguments, context) -> ToolResult.of(Collections.nCopies(2_000_000, Content.text("x"))
                                .toArray(Content[]::new))),
                Stubs.tool("failed", (arguments, context) -> ToolResult.failed(huge)));

        for (String tool : List.of("text", "structured", "many", "failed")) {
            for (boolean modern : new boolean[] {true, false}) {
                Answered answered =
                        modern ? server.modern().tool(tool) : server.legacy().tool(tool);

                assertThat(answered.failed()).as(tool).isTrue();
                assertThat(code(answered)).as(tool).isEqualTo("result_too_large");
            }
        }
    }

    @Test
    public void structuresThatAreTooDeepOrCyclicFailTheirCall() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        server.publish(
                Stubs.tool(
                        "deep",
                        (arguments, context) ->
                                ToolResult.structured(new Json("[".repeat(1_000_000) + "]".repeat(1_000_000)))),
                Stubs.tool("cyclic", (arguments, context) -> ToolResult.structured(Json.of(cycle))),
                Stubs.echo("good"));

        for (String tool : List.of("deep", "cyclic")) {
            Answered answered = server.modern().tool(tool);

            assertThat(answered.response().has("error") || answered.failed())
                    .as(tool)
                    .isTrue();
            assertThat(server.modern().tool("good").text()).isEqualTo("{}");
        }
    }

    @Test
    public void aFloodOfProgressAndLogsIsCutToWhatAClientCanFollow() {
        server.publish(Stubs.tool("flood", (arguments, context) -> {
            for (int i = 0; i < 20_000; i++) {
                context.progress(i, 20_000, "step");
                context.log(Level.ERROR, "x".repeat(10_000));
            }
            return ToolResult.text("done");
        }));

        for (boolean modern : new boolean[] {true, false}) {
            Answered answered = modern
                    ? server.modern().with("progressToken", "1").tool("flood")
                    : server.legacy().call("tools/call", "{'name':'flood','_meta':{'progressToken':1}}");

            assertThat(answered.text()).isEqualTo("done");
            assertThat(answered.notifications("notifications/progress")).isNotEmpty();
            assertThat(answered.notifications("notifications/message")).hasSizeLessThan(20_000);
        }
    }

    @Test
    public void whatIsToldAtAnOrdinaryRateArrivesWhole() {
        server.publish(Stubs.tool("steps", (arguments, context) -> {
            for (int i = 1; i <= 100; i++) {
                context.progress(i, 100, "step " + i);
            }
            return ToolResult.text("done");
        }));

        Answered answered = server.modern().with("progressToken", "1").tool("steps");

        assertThat(answered.notifications("notifications/progress")).hasSize(100);
    }

    @Test
    public void aFloodOfQuestionsFailsItsCall() {
        Map<String, InputRequest> requests = new LinkedHashMap<>();
        IntStream.range(0, 10_000)
                .forEach(i -> requests.put(
                        "q" + i,
                        InputRequest.form(
                                "Yes?",
                                Schema.of("{\"type\":\"object\",\"properties\":{\"yes\":{\"type\":\"boolean\"}}}"))));
        server.publish(
                Stubs.tool("ask", (arguments, context) -> new ToolResult.InputRequired(requests, Optional.empty())),
                Stubs.echo("good"));

        for (boolean modern : new boolean[] {true, false}) {
            Answered answered = modern
                    ? server.modern().can("{'elicitation':{}}").tool("ask")
                    : server.legacy().tool("ask");

            assertThat(answered.error().path("code").intValue()).isEqualTo(-32603);
            assertThat(server.modern().tool("good").text()).isEqualTo("{}");
        }
    }

    @Test
    public void aConnectorThatDoesNotAnswerAnyMoreIsNotAskedAgainAndAgain() {
        AtomicInteger readings = new AtomicInteger();
        Sulking connector = new Sulking(readings);
        server.patience(Duration.ofMillis(500));
        server.publish(connector);
        Waiting.until("it is opened", () -> connector.changes.isPresent());
        connector.changes.get().changed();
        Waiting.until(
                "it is found out",
                () -> server.catalog().refused().values().stream()
                        .flatMap(List::stream)
                        .anyMatch(line -> line.contains("does not answer")));
        int before = readings.get();

        for (int i = 0; i < 50; i++) {
            connector.changes.get().changed();
            assertThat(server.modern().tool("own").text()).isEqualTo("{}");
        }
        over.set(true);
        Waiting.until(
                "it has come back",
                () -> server.catalog().refused().values().stream()
                        .flatMap(List::stream)
                        .noneMatch(line -> line.contains("does not answer")));

        assertThat(readings.get()).as("it had one thread only").isEqualTo(before);
        connector.changes.get().changed();
        Waiting.until("it is asked again", () -> readings.get() > before);
    }

    /** Answers during publication, and later only after the test. */
    private final class Sulking implements Connector {

        private final AtomicInteger readings;
        private volatile Optional<CatalogChanges> changes = Optional.empty();

        Sulking(AtomicInteger readings) {
            this.readings = readings;
        }

        @Override
        public List<Tool> tools() {
            if (readings.incrementAndGet() > 1) {
                while (!over.get()) {
                    Thread.onSpinWait();
                }
            }
            return List.of(Stubs.echo("own"));
        }

        @Override
        public void opened(CatalogChanges opened) {
            changes = Optional.of(opened);
        }
    }

    @Test
    public void aListWithoutAnEndIsRefused() {
        Connector endless = new Connector() {
            @Override
            public List<Tool> tools() {
                return new Endless();
            }
        };

        assertThatThrownBy(() -> server.publish("endless", List.of(endless)))
                .hasMessageStartingWith("Only the first 10000 tools");

        assertThat(server.catalog().snapshot().tools()).isEmpty();
    }

    /** Claims to be empty, and never ends. */
    private static final class Endless extends AbstractList<Tool> {

        @Override
        public Tool get(int index) {
            return Stubs.echo("t" + index);
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public Iterator<Tool> iterator() {
            return IntStream.iterate(0, i -> i + 1).mapToObj(this::get).iterator();
        }
    }

    @Test
    public void definitionsThatTogetherWouldFillTheMemoryAreRefused() {
        String long200 = "x".repeat(200 * 1024);
        Connector huge = new Connector() {
            @Override
            public List<Tool> tools() {
                return IntStream.range(0, 1000)
                        .mapToObj(i -> (Tool) new FakeTool(ToolDefinition.readOnly("t" + i, long200)))
                        .toList();
            }
        };

        assertThatThrownBy(() -> server.publish("huge", List.of(huge)))
                .hasMessageStartingWith("Only the first")
                .hasMessageContaining("together");

        assertThat(server.catalog().snapshot().tools()).isEmpty();
    }
}
