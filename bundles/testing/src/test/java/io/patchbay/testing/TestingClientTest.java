package io.patchbay.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.Answer;
import io.patchbay.api.Arguments;
import io.patchbay.api.Content;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Json;
import io.patchbay.api.Level;
import io.patchbay.api.Message;
import io.patchbay.api.Schema;
import io.patchbay.api.Tasks;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

/** Tests of the harness's clients. */
public final class TestingClientTest {

    private static final Schema FORM =
            Schema.of("{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}},\"required\":[\"name\"]}");

    @Test
    public void questionsAreAnsweredByFunctionsInBothEras() {
        Tool asks = StubTool.of("asks", (arguments, context) -> {
            Map<String, InputRequest> requests = new LinkedHashMap<>();
            requests.put("form", InputRequest.form("Who?", FORM));
            requests.put("page", new InputRequest.Url("Open.", URI.create("https://example.com/")));
            requests.put("model", InputRequest.sampling(5, Message.user("Write.")));
            requests.put("roots", new InputRequest.Roots());
            if (context.answers().isEmpty()) {
                return new ToolResult.InputRequired(requests, Optional.of("kept"));
            }
            return ToolResult.text(
                    ((Answer.Accepted) context.answers().get("form")).content().string("name")
                            + " " + context.answers().get("page").getClass().getSimpleName()
                            + " " + ((Answer.Sampled) context.answers().get("model")).model()
                            + " "
                            + ((Answer.Roots) context.answers().get("roots"))
                                    .roots()
                                    .get(0)
                                    .name()
                                    .orElseThrow()
                            + " " + context.state().orElseThrow());
        });
        try (var server = ConnectorHarness.of(asks)) {
            for (TestingClient client : List.of(server.modern(), server.legacy())) {
                TestingClient answering = client.answeringForms(form ->
                                new Answer.Accepted(Arguments.of(Map.of("name", "re: " + form.string("message")))))
                        .answeringPages(page -> new Answer.Declined())
                        .answeringSampling(asked -> new Answer.Sampled(
                                Message.Role.ASSISTANT,
                                List.of(Content.text("Hi")),
                                "m" + asked.integer("maxTokens"),
                                Optional.empty()))
                        .answeringRoots(new Answer.Root(URI.create("file:///a"), Optional.of("A")));

                assertThat(answering.callTool("asks").text()).isEqualTo("re: Who? Declined m5 A kept");
            }
        }
    }

    @Test
    public void aClientWithoutAnswersCannotBeAsked() {
        try (var server = ConnectorHarness.of(
                StubTool.of("asks", (arguments, context) -> ToolResult.ask("form", InputRequest.form("Who?", FORM))))) {
            assertThat(server.legacy().callTool("asks").code()).contains("missing_capability");
            assertThatThrownBy(() -> server.modern().callTool("asks")).isInstanceOfSatisfying(McpError.class, error -> {
                assertThat(error.code()).isEqualTo(-32021);
                assertThat(error.status()).isEqualTo(400);
            });
        }
    }

    @Test
    public void aLegacyClientMayAnswerWithAnError() {
        try (var server = ConnectorHarness.of(StubTool.of(
                "asks",
                (arguments, context) -> context.answers().isEmpty()
                        ? ToolResult.ask("form", InputRequest.form("Who?", FORM))
                        : ToolResult.text(context.answers().get("form").toString())))) {
            assertThat(server.legacy()
                            .answeringForms(form -> new Answer.Refused("busy"))
                            .callTool("asks")
                            .text())
                    .isEqualTo("Refused[message=busy]");
            assertThatThrownBy(() -> server.modern()
                            .answeringForms(form -> new Answer.Refused("busy"))
                            .callTool("asks"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    public void answersContainProgressAndLogs() {
        try (var server = ConnectorHarness.of(StubTool.of("talks", (arguments, context) -> {
            context.progress(1, 2, "half");
            context.log(Level.INFO, "hello");
            return ToolResult.text("done");
        }))) {
            for (TestingClient client : List.of(server.modern(), server.legacy())) {
                List<String> methods = new ArrayList<>();
                client.callTool("talks").notifications().forEach(message -> methods.add(message.string("method")));

                assertThat(methods).containsExactly("notifications/progress", "notifications/message");
            }
        }
    }

    @Test
    public void tasksAreFollowedToTheirEnd() {
        Tool job = new StubTool(
                ToolDefinition.readOnly("job", "A tool.", StubTool.ANY).withTasks(Tasks.REQUIRED),
                (arguments, context) -> {
                    context.continueAsTask();
                    return context.answers().get("who") instanceof Answer.Accepted accepted
                            ? ToolResult.text("Worked for " + accepted.content().string("name"))
                            : ToolResult.ask("who", InputRequest.form("Who?", FORM));
                });
        try (var server = ConnectorHarness.inNamespace("ns", job)) {
            TestingClient client =
                    server.modern().answeringForms(asked -> new Answer.Accepted(Arguments.of(Map.of("name", "Al"))));

            assertThat(client.followingTasks().callTool("ns_job").text()).isEqualTo("Worked for Al");
            assertThatThrownBy(() -> client.callTool("ns_job"))
                    .isInstanceOfSatisfying(
                            McpError.class, error -> assertThat(error.code()).isEqualTo(-32021));
            assertThatThrownBy(() -> server.modern().followingTasks().callTool("ns_job"))
                    .isInstanceOfSatisfying(
                            McpError.class, error -> assertThat(error.code()).isEqualTo(-32021));
            assertThat(server.legacy().followingTasks().callTool("ns_job").isError())
                    .isTrue();
        }
    }

    @Test
    public void answersContainTheProgressOfAFollowedTask() {
        CountDownLatch seen = new CountDownLatch(1);
        Tool job = new StubTool(
                ToolDefinition.readOnly("job", "A tool.", StubTool.ANY).withTasks(Tasks.REQUIRED),
                (arguments, context) -> {
                    context.continueAsTask();
                    context.progress(1, 2, "half way");
                    seen.await(1, TimeUnit.SECONDS);
                    return ToolResult.text("done");
                });
        try (var server = ConnectorHarness.of(job)) {
            ToolAnswer answer = server.modern().followingTasks().callTool("job");

            assertThat(answer.text()).isEqualTo("done");
            assertThat(answer.progress()).containsExactly("half way");
            assertThat(answer.notifications())
                    .extracting(message -> message.string("method"))
                    .containsExactly("notifications/tasks");
        }
    }

    @Test
    public void answersShowTheirValuesAsText() {
        Tool sums = StubTool.of("sums", (arguments, context) -> {
            context.progress(1, 2, "one");
            return ToolResult.structured(new Json("{\"issues\":[{\"id\":7}],\"total\":1}"));
        });
        try (var server = ConnectorHarness.of(sums)) {
            ToolAnswer answer = server.callTool("sums", Map.of("canary", "yellow"));

            assertThat(answer.structured()).hasToString("Arguments{\"issues\":[{\"id\":7}],\"total\":1}");
            assertThat(answer.toString()).contains("\"total\":1", "notifications/progress");
            assertThat(answer.progress()).containsExactly("one");
            assertThat(server.modern().listTools().toString()).contains("\"name\":\"sums\"");
            assertThat(server.recorded().toString()).contains("{\"canary\":\"yellow\"}");
        }
    }

    @Test
    public void aClientResumesAClosedStream() {
        try (var server = ConnectorHarness.of(StubTool.of("away", (arguments, context) -> {
            context.progress(1, 2, "");
            context.releaseConnection();
            context.progress(2, 2, "");
            return ToolResult.text("back");
        }))) {
            for (TestingClient client : List.of(server.modern(), server.legacy())) {
                ToolAnswer answer = client.callTool("away");

                assertThat(answer.text()).isEqualTo("back");
                assertThat(answer.notifications())
                        .extracting(message -> message.object("params").integer("progress"))
                        .containsExactly(1L, 2L);
            }
        }
    }
}
