package io.patchbay.protocol.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.TestJson;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Patterns;
import io.patchbay.spi.policy.Visibility;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Tasks of other callers, unknown, expired and malformed ids all answer alike. */
public final class TaskVisibilityTest {

    @Rule
    public final Server server = new Server();

    private final TaskServer tasks = new TaskServer(server);
    private String id;

    @Before
    public void create() {
        server.publish(tasks.job("job"));
        id = tasks.create("job");
    }

    private ModernClient client(Identity.Known identity) {
        return server.modern(identity).takingTasks();
    }

    /** Returns the answer to every operation on a task, without the id. */
    private static Map<String, String> answers(ModernClient client, String id) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String method : new String[] {"tasks/get", "tasks/update", "tasks/cancel"}) {
            Answered answered = client.call(method, "{'taskId':'" + id + "','inputResponses':{}}");
            answers.put(
                    method,
                    answered.status() + " " + answered.response().toString().replace(id, "ID"));
        }
        return answers;
    }

    @Test
    public void anothersIsAsGoodAsNone() {
        String unknown = "f".repeat(32);
        Map<String, String> none = answers(tasks.alice(), unknown);

        assertThat(none.values()).allMatch(answer -> answer.startsWith("200 ") && answer.contains("-32602"));
        assertThat(answers(client(Callers.known("bob")), id)).isEqualTo(none);
        assertThat(answers(client(Callers.ofTenant("other", "alice")), id)).isEqualTo(none);
        assertThat(answers(client(Callers.known("alice", Callers.ONLY.withTools(Patterns.of("other")))), id))
                .isEqualTo(none);
        assertThat(tasks.alice().task(id).result().path("status").textValue()).isEqualTo("working");
    }

    @Test
    public void itsCallersOtherCredentialsSeeItWhereTheySeeItsTool() {
        assertThat(client(Callers.known("alice", Callers.ONLY.withTools(Patterns.of("job"))))
                        .task(id)
                        .summary())
                .isEqualTo("200 ok");
    }

    @Test
    public void whoLosesTheToolLosesItsTasks() {
        server.policy().show("tools:job", Visibility.HIDDEN);

        assertThat(answers(tasks.alice(), id).values()).allMatch(answer -> answer.contains("-32602"));
        assertThat(listened("{'taskIds':['" + id + "']}")).isEqualTo("{}");
    }

    @Test
    public void whatIsRemovedKeepsItsTasks() {
        server.publish(Stubs.echo("other"));
        tasks.go();

        assertThat(tasks.alice().awaitTask(id, "completed").toString()).contains("done by job");
    }

    @Test
    public void anythingElseIsNoTask() {
        for (String params : new String[] {
            "{'taskId':''}",
            "{'taskId':'" + "x".repeat(5000) + "'}",
            "{'taskId':'../" + id + "'}",
            "{'taskId':'ID'}".replace("ID", id.toUpperCase(java.util.Locale.ROOT))
        }) {
            assertThat(tasks.alice().call("tasks/get", params).summary())
                    .as(params)
                    .isEqualTo("200 -32602");
        }
        for (String params : new String[] {"{}", "{'taskId':5}", "{'taskId':null}", "{'taskId':['" + id + "']}"}) {
            assertThat(tasks.alice()
                            .header("Mcp-Name", id)
                            .call("tasks/get", params)
                            .summary())
                    .as(params)
                    .isEqualTo("400 -32020");
        }
    }

    @Test
    public void withoutTheExtensionThereIsNothingToLookAt() {
        for (String method : new String[] {"tasks/get", "tasks/update", "tasks/cancel"}) {
            for (String task : new String[] {id, "f".repeat(32)}) {
                Answered answered = server.modern().call(method, "{'taskId':'" + task + "','inputResponses':{}}");

                assertThat(answered.summary()).isEqualTo("400 -32021");
                assertThat(answered.error()
                                .path("data")
                                .path("requiredCapabilities")
                                .path("extensions")
                                .has("io.modelcontextprotocol/tasks"))
                        .isTrue();
            }
        }
        assertThat(server.legacy().call("tasks/get", "{'taskId':'" + id + "'}").summary())
                .isEqualTo("200 -32601");
    }

    @Test
    public void idsDoNotFollowEachOther() {
        String other = tasks.create("job");

        assertThat(other).isNotEqualTo(id);
        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(id)
                .doesNotContain(
                        server.trail().entries("tools/call").get(0).opening().callId());
    }

    private String listened(String wanted) {
        TestExchange stream = tasks.alice()
                .start("subscriptions/listen", "{'notifications':" + wanted + "}")
                .awaitStream();
        stream.awaitEvents(1);
        stream.disconnect();
        return TestJson.read(stream.events().get(0))
                .path("params")
                .path("notifications")
                .toString();
    }
}
