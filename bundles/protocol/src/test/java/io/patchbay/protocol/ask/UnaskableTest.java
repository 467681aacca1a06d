package io.patchbay.protocol.ask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Schema;
import io.patchbay.api.Tasks;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** A client that cannot show a question: its model reads the question and the alternatives. */
public final class UnaskableTest {

    private static final InputRequest FORM = InputRequest.form(
            "Delete 3 files for good?",
            Schema.of(
                    "{\"type\":\"object\",\"properties\":{\"confirm\":{\"type\":\"boolean\",\"description\":\"Yes, delete them\"},"
                            + "\"note\":{\"type\":\"string\",\"title\":\"A note\"}},\"required\":[\"confirm\"]}"));

    @Rule
    public final Server server = new Server();

    @Before
    public void publish() {
        Schema takesIt = Schema.of(
                "{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\"},\"confirm\":{\"type\":\"boolean\"}}}");
        server.publish(
                Stubs.tool(
                        ToolDefinition.destructive("delete", "Deletes.", takesIt),
                        (arguments, context) -> arguments.json().text().contains("confirm")
                                ? ToolResult.text("deleted")
                                : ToolResult.ask("sure", FORM)),
                Stubs.tool(
                        ToolDefinition.destructive("long", "May become a task.", takesIt)
                                .withTasks(Tasks.ALLOWED),
                        (arguments, context) -> ToolResult.ask("sure", FORM)),
                Stubs.tool(
                        ToolDefinition.destructive("task", "Becomes a task.", takesIt)
                                .withTasks(Tasks.ALLOWED),
                        (arguments, context) -> {
                            context.continueAsTask();
                            return ToolResult.ask("sure", FORM);
                        }),
                Stubs.tool(
                        ToolDefinition.readOnly("needy", "Always asks.").withNeeds(ClientCapability.ELICITATION_FORM),
                        (arguments, context) -> ToolResult.ask("sure", FORM)),
                Stubs.tool("form", (arguments, context) -> ToolResult.ask("sure", FORM)),
                Stubs.tool(
                        "page",
                        (arguments, context) -> ToolResult.ask(
                                "page",
                                new InputRequest.Url(
                                        "Sign in, please.", URI.create("https://example.com/secret-link")))));
    }

    @Test
    public void theQuestionAndTheArgumentThatAnswersItAreToldInWords() {
        for (Revision revision : Revision.values()) {
            if (revision.modern()) {
                continue;
            }
            LegacyClient client = new LegacyClient(server, Callers.known("alice"), revision).open("{}");

            Answered answered = client.tool("delete", "{'path':'a'}");

            assertThat(answered.failed()).as("%s", revision).isTrue();
            assertThat(answered.text()).as("%s", revision).isEqualTo("""
                    delete did not finish: your client does not support the following questions.
                    The call asks your user: Delete 3 files for good?
                    - confirm (boolean, required): Yes, delete them
                    - note (string): A note
                    Ask your user, then call delete again and give the answer as an argument: confirm.""");
            assertThat(client.tool("delete", "{'path':'a','confirm':true}").text())
                    .isEqualTo("deleted");
        }
    }

    @Test
    public void whereNoArgumentAnswersThatIsSaid() {
        LegacyClient client = new LegacyClient(server, Callers.known("alice")).open("{}");

        assertThat(client.tool("form").text())
                .contains("confirm (boolean, required)", "No argument of form answers these questions.");
        assertThat(client.tool("page").text())
                .contains("open a web page: Sign in, please.")
                .doesNotContain("secret-link");
    }

    @Test
    public void aModernClientWithoutTheCapabilityReadsTheSame() {
        Answered answered = server.modern().can("{}").tool("delete", "{'path':'a'}");

        assertThat(answered.summary()).isEqualTo("400 -32021");
        assertThat(answered.message()).contains("Delete 3 files for good?", "give the answer as an argument: confirm");
    }

    @Test
    public void aClientThatTakesTasksReadsTheSame() {
        Answered answered = server.modern()
                .can("{'extensions':{'io.modelcontextprotocol/tasks':{}}}")
                .tool("long", "{'path':'a'}");

        assertThat(answered.summary()).isEqualTo("400 -32021");
        assertThat(answered.message()).contains("give the answer as an argument: confirm");
    }

    @Test
    public void aTaskThatAsksFailsWithTheSameWords() {
        ModernClient client = server.modern().can("{'extensions':{'io.modelcontextprotocol/tasks':{}}}");

        String id = client.tool("task", "{'path':'a'}").result().path("taskId").textValue();

        JsonNode task = client.awaitTask(id, "failed");
        assertThat(task.path("error").path("code").intValue()).isEqualTo(-32021);
        assertThat(task.path("error").path("message").textValue())
                .contains("Delete 3 files for good?", "give the answer as an argument: confirm");
    }

    @Test
    public void aToolThatCannotDoWithoutSaysWhatItNeeds() {
        Answered modern = server.modern().can("{}").tool("needy");
        Answered legacy =
                new LegacyClient(server, Callers.known("alice")).open("{}").tool("needy");

        assertThat(modern.summary()).isEqualTo("400 -32021");
        assertThat(modern.message())
                .isEqualTo(legacy.text())
                .isEqualTo("needy was not called because your client does not support forms for the user (elicitation)."
                        + " Continue without needy, or tell your user.");
    }

    @Test
    public void aClientThatTakesNoStreamReadsTheSame() {
        LegacyClient client = server.legacy();
        TestExchange call = client.exchange(LegacyClient.request("tools/call", "9", "{'name':'form'}"))
                .only("Accept", Optional.of("application/json"));

        assertThat(Answered.of(server.send(Revision.V2025_11_25, "tools/call", call))
                        .text())
                .contains("Delete 3 files for good?");
        assertThat(List.of(server.trail().entry("tools/call").outcome().code())).containsExactly("missing_capability");
    }
}
