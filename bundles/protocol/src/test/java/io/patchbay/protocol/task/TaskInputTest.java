package io.patchbay.protocol.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Answer;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Message;
import io.patchbay.api.Tasks;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.Waiting;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.identity.Patterns;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Visibility;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.Rule;
import org.junit.Test;

/** Tasks that ask their client while they run. */
public final class TaskInputTest {

    private static final String AL = "{'action':'accept','content':{'name':'Al'}}";

    @Rule
    public final Server server = new Server();

    private final TaskServer tasks = new TaskServer(server);

    private static String text(JsonNode task) {
        return task.path("result").path("content").path(0).path("text").textValue();
    }

    private static Set<String> keys(JsonNode task) {
        Set<String> keys = new TreeSet<>();
        task.path("inputRequests").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Test
    public void itAsksAndGoesOnWithTheAnswer() {
        server.publish(TaskServer.asker("asker"));
        String id = tasks.create("asker");

        JsonNode waiting = tasks.alice().awaitTask(id, "input_required");
        Answered acknowledged = tasks.alice().update(id, "{'who':" + AL + "}");

        assertThat(waiting.path("inputRequests").path("who").path("method").textValue())
                .isEqualTo("elicitation/create");
        assertThat(acknowledged.result().path("resultType").textValue()).isEqualTo("complete");
        assertThat(acknowledged.result().has("taskId")).isFalse();
        assertThat(text(tasks.alice().awaitTask(id, "completed"))).isEqualTo("Hello, Al");
        assertThat(server.trail().entry("tools/call").closed()).isEqualTo(1);
    }

    @Test
    public void whileItWaitsNothingIsHeld() {
        server.publish(TaskServer.asker("asker"));
        String id = tasks.create("asker");
        tasks.alice().awaitTask(id, "input_required");

        Waiting.until("no slot is held", () -> server.running() == 0 && server.runningTasks() == 0);
        var drained = server.publish(
                "test",
                List.of(TaskServer.tool(
                        "asker",
                        Tasks.NEVER,
                        (arguments, context) -> ToolResult.text(
                                "the new version, with " + context.answers().keySet()))));
        Waiting.done(drained);
        tasks.alice().update(id, "{'who':" + AL + "}");

        assertThat(text(tasks.alice().awaitTask(id, "completed"))).isEqualTo("the new version, with [who]");
    }

    @Test
    public void answersToNothingAreIgnored() {
        server.publish(TaskServer.asker("asker"));
        String id = tasks.create("asker");
        tasks.alice().awaitTask(id, "input_required");

        for (String responses :
                List.of("{}", "{'other':" + AL + "}", "{'other':5}", "{'':null}", "{'who2':{'ignored':true}}")) {
            assertThat(tasks.alice().update(id, responses).summary())
                    .as(responses)
                    .isEqualTo("200 ok");
        }

        assertThat(keys(tasks.alice().task(id).result())).containsExactly("who");
    }

    @Test
    public void whatIsNoAnswerIsRefusedWhole() {
        server.publish(TaskServer.asker("asker"));
        String id = tasks.create("asker");
        tasks.alice().awaitTask(id, "input_required");

        for (String responses : List.of(
                "null",
                "[1]",
                "5",
                "{'who':5}",
                "{'who':null}",
                "{'who':{}}",
                "{'who':{'action':'agree'}}",
                "{'who':{'action':'accept'}}",
                "{'who':{'action':'accept','content':{'name':5}}}",
                "{'who':{'action':'accept','content':{'name':'" + "x".repeat(21) + "'}}}",
                "{'who':{'roots':[]}}")) {
            assertThat(tasks.alice().update(id, responses).summary())
                    .as(responses)
                    .isEqualTo("200 -32602");
        }
        assertThat(tasks.alice().call("tasks/update", "{'taskId':'" + id + "'}").summary())
                .isEqualTo("200 -32602");

        assertThat(keys(tasks.alice().task(id).result())).containsExactly("who");
    }

    @Test
    public void declinedIsAnAnswer() {
        server.publish(TaskServer.tool("asker", Tasks.ALLOWED, (arguments, context) -> {
            context.continueAsTask();
            return context.answers().containsKey("who")
                    ? ToolResult.text(context.answers().get("who").toString())
                    : ToolResult.ask("who", InputRequest.form("Who?", TaskServer.NAME));
        }));
        String id = tasks.create("asker");
        tasks.alice().awaitTask(id, "input_required");

        tasks.alice().update(id, "{'who':{'action':'decline'}}");

        assertThat(text(tasks.alice().awaitTask(id, "completed"))).isEqualTo(new Answer.Declined().toString());
    }

    @Test
    public void severalQuestionsAreAnsweredOneByOne() {
        server.publish(TaskServer.tool("two", Tasks.ALLOWED, (arguments, context) -> {
            context.continueAsTask();
            if (context.answers().size() < 2) {
                Map<String, InputRequest> requests = new LinkedHashMap<>();
                requests.put("who", InputRequest.form("Who?", TaskServer.NAME));
                requests.put("model", InputRequest.sampling(10, Message.user("hi")));
                return new ToolResult.InputRequired(requests, Optional.of("kept"));
            }
            return ToolResult.text(context.state().orElse("") + " "
                    + new TreeSet<>(context.answers().keySet()));
        }));
        String id = tasks.create("two");
        assertThat(keys(tasks.alice().awaitTask(id, "input_required"))).containsExactly("model", "who");

        tasks.alice().update(id, "{'who':" + AL + "}");
        JsonNode half = tasks.alice().task(id).result();
        tasks.alice().update(id, "{'model':{'role':'assistant','content':{'type':'text','text':'ho'},'model':'m'}}");

        assertThat(half.path("status").textValue()).isEqualTo("input_required");
        assertThat(keys(half)).containsExactly("model");
        assertThat(half.has("requestState")).isFalse();
        assertThat(text(tasks.alice().awaitTask(id, "completed"))).isEqualTo("kept [model, who]");
    }

    @Test
    public void aKeyNamesOneQuestionForever() {
        server.publish(TaskServer.tool("again", Tasks.ALLOWED, (arguments, context) -> {
            context.continueAsTask();
            int round = Integer.parseInt(context.state().orElse("1"));
            return round > 3
                    ? ToolResult.text("enough")
                    : new ToolResult.InputRequired(
                            Map.of("who", InputRequest.form("Who?", TaskServer.NAME)),
                            Optional.of(Integer.toString(round + 1)));
        }));
        String id = tasks.create("again");
        List<String> asked = new CopyOnWriteArrayList<>();

        for (int round = 1; round <= 3; round++) {
            String key = keys(tasks.alice().awaitTask(id, "input_required"))
                    .iterator()
                    .next();
            asked.add(key);
            tasks.alice().update(id, "{'" + key + "':" + AL + "}");
            tasks.alice().update(id, "{'" + key + "':" + AL + "}");
            String last = key;
            Waiting.until(
                    "it asks anew or ends",
                    () -> !keys(tasks.alice().task(id).result()).contains(last));
        }

        assertThat(asked).doesNotHaveDuplicates().startsWith("who");
        assertThat(text(tasks.alice().awaitTask(id, "completed"))).isEqualTo("enough");
    }

    @Test
    public void itDoesNotAskForever() {
        server.publish(TaskServer.tool("loops", Tasks.ALLOWED, (arguments, context) -> {
            context.continueAsTask();
            return new ToolResult.InputRequired(Map.of(), Optional.of("more"));
        }));

        JsonNode task = tasks.alice().awaitTask(tasks.create("loops"), "failed");

        assertThat(task.path("error").path("code").intValue()).isEqualTo(-32603);
    }

    @Test
    public void whatTheClientCannotBeAskedFailsIt() {
        server.publish(TaskServer.asker("asker"));
        ModernClient client = server.modern().can("{'extensions':{'io.modelcontextprotocol/tasks':{}}}");

        JsonNode task = client.awaitTask(TaskServer.create(client, "asker"), "failed");

        assertThat(task.path("error").path("code").intValue()).isEqualTo(-32021);
    }

    @Test
    public void policyDecidesAgainWithWhoeverAnswers() {
        server.publish(TaskServer.asker("asker"));
        String id = tasks.create("asker");
        tasks.alice().awaitTask(id, "input_required");
        server.policy().decide("tools/call", new Decision.Deny("operation_not_supported", "Not any more."));

        ModernClient other = server.modern(Callers.known("alice", Callers.ONLY.withTools(Patterns.of("asker"))))
                .takingTasks();
        other.update(id, "{'who':" + AL + "}");

        assertThat(text(tasks.alice().awaitTask(id, "completed"))).isEqualTo("Not any more.");
        assertThat(server.policy().decided("tools/call")).hasSize(2);
        assertThat(server.policy()
                        .decided("tools/call")
                        .get(1)
                        .identity()
                        .credential()
                        .narrowing())
                .isEqualTo(Callers.ONLY.withTools(Patterns.of("asker")));
        assertThat(server.trail().entry("tools/call").outcome().kind()).isEqualTo(Outcome.Kind.DENIED);
    }

    @Test
    public void whatIsGoneMeanwhileFailsIt() {
        server.publish(TaskServer.asker("asker"));
        String id = tasks.create("asker");
        tasks.alice().awaitTask(id, "input_required");

        server.publish(Stubs.echo("other"));
        tasks.alice().update(id, "{'who':" + AL + "}");

        JsonNode task = tasks.alice().awaitTask(id, "failed");
        assertThat(task.path("error").path("message").textValue()).isEqualTo("Unknown tool: asker");
    }

    @Test
    public void whoDoesNotSeeTheToolAnyMoreCannotAnswer() {
        server.publish(TaskServer.asker("asker"));
        String id = tasks.create("asker");
        tasks.alice().awaitTask(id, "input_required");

        server.policy().show("tools:asker", Visibility.HIDDEN);

        assertThat(tasks.alice().update(id, "{'who':" + AL + "}").summary()).isEqualTo("200 -32602");
        assertThat(tasks.alice().task(id).summary()).isEqualTo("200 -32602");
    }

    @Test
    public void nobodyAnswersInTime() {
        tasks.maxDuration(Duration.ofMillis(1));
        server.publish(TaskServer.asker("asker"));
        String id = tasks.create("asker");

        JsonNode task = tasks.alice().awaitTask(id, "failed");

        assertThat(task.path("statusMessage").textValue()).isEqualTo("This call took too long and was stopped.");
        assertThat(server.trail().entry("tools/call").outcome().kind()).isEqualTo(Outcome.Kind.TIMEOUT);
    }

    @Test
    public void aFormThatIsNoneFailsIt() {
        server.publish(TaskServer.tool("asker", Tasks.ALLOWED, (arguments, context) -> {
            context.continueAsTask();
            return ToolResult.ask("who", InputRequest.form("Who?", io.patchbay.api.Schema.of("{\"type\":7}")));
        }));

        JsonNode task = tasks.alice().awaitTask(tasks.create("asker"), "failed");

        assertThat(task.path("error").path("message").textValue()).startsWith("Internal error (call ");
    }

    @Test
    public void anAnswerAfterItsEndChangesNothing() {
        server.publish(TaskServer.asker("asker"));
        String id = tasks.create("asker");
        tasks.alice().awaitTask(id, "input_required");
        tasks.alice().cancel(id);

        assertThat(tasks.alice().update(id, "{'who':" + AL + "}").summary()).isEqualTo("200 ok");
        assertThat(tasks.alice().task(id).result().path("status").textValue()).isEqualTo("cancelled");
    }
}
