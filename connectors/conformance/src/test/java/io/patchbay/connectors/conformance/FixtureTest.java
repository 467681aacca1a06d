package io.patchbay.connectors.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.patchbay.api.Answer;
import io.patchbay.api.Arguments;
import io.patchbay.api.CatalogChanges;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.Contents;
import io.patchbay.api.Effect;
import io.patchbay.api.Prompt;
import io.patchbay.api.PromptResult;
import io.patchbay.api.Resource;
import io.patchbay.api.ResourceResult;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolResult;
import io.patchbay.testing.TestingCallContext;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class FixtureTest {

    private final Fixture fixture = new Fixture();

    @Test
    public void listsFirstAToolThatNeedsNoArguments() throws Exception {
        Tool first = fixture.tools().get(0);

        assertThat(first.definition().name()).isEqualTo("test_simple_text");
        assertThat(first.call(Arguments.none(), new TestingCallContext()))
                .isEqualTo(ToolResult.text("This is a simple text response for testing."));
    }

    @Test
    public void namesAreUniqueAndDescribed() {
        List<String> names =
                fixture.tools().stream().map(tool -> tool.definition().name()).toList();

        assertThat(names).doesNotHaveDuplicates();
        assertThat(fixture.tools())
                .noneMatch(tool -> tool.definition().description().isBlank());
        assertThat(fixture.prompts())
                .noneMatch(prompt -> prompt.definition().description().isBlank());
    }

    @Test
    public void reportsProgressThatGrows() throws Exception {
        TestingCallContext round = new TestingCallContext();

        tool("test_tool_with_progress").call(Arguments.none(), round);

        assertThat(round.progress())
                .extracting(TestingCallContext.Progress::done)
                .containsExactly(0.0, 50.0, 100.0);
    }

    @Test
    public void sendsThreeLogMessages() throws Exception {
        TestingCallContext round = new TestingCallContext();

        tool("test_tool_with_logging").call(Arguments.none(), round);

        assertThat(round.logs())
                .extracting(TestingCallContext.Log::data)
                .containsExactly("Tool execution started", "Tool processing data", "Tool execution completed");
    }

    @Test
    public void asksForANameUntilItIsGiven() throws Exception {
        Tool tool = tool("test_input_required_result_elicitation");

        assertThat(tool.call(Arguments.none(), new TestingCallContext())).isInstanceOf(ToolResult.InputRequired.class);
        assertThat(tool.call(Arguments.none(), answered(Map.of("wrong_key", accepted("data", "wrong")))))
                .isInstanceOf(ToolResult.InputRequired.class);
        assertThat(tool.call(Arguments.none(), answered(Map.of("user_name", accepted("name", 12345)))))
                .isInstanceOf(ToolResult.InputRequired.class);
        assertThat(tool.call(Arguments.none(), answered(Map.of("user_name", accepted("name", "Alice")))))
                .isEqualTo(ToolResult.text("Hello, Alice!"));
    }

    @Test
    public void changesItsStateFromRoundToRound() throws Exception {
        Tool tool = tool("test_input_required_result_multi_round");

        ToolResult.InputRequired first =
                (ToolResult.InputRequired) tool.call(Arguments.none(), new TestingCallContext());
        ToolResult.InputRequired second = (ToolResult.InputRequired)
                tool.call(Arguments.none(), answered(Map.of("step1", accepted("name", "Alice"))));
        ToolResult last = tool.call(
                Arguments.none(),
                answered(Map.of("step1", accepted("name", "Alice"), "step2", accepted("color", "blue"))));

        assertThat(first.requests()).containsOnlyKeys("step1");
        assertThat(second.requests()).containsOnlyKeys("step2");
        assertThat(second.state()).isPresent().isNotEqualTo(first.state());
        assertThat(last).isEqualTo(ToolResult.text("Alice likes blue."));
    }

    @Test
    public void trustsOnlyTheStateOfItsFirstRound() throws Exception {
        Tool tool = tool("test_input_required_result_request_state");
        TestingCallContext confirmed = answered(Map.of("confirm", accepted("ok", true)));

        assertThat(tool.call(Arguments.none(), confirmed.withState("unconfirmed")))
                .isEqualTo(ToolResult.text("state-ok"));
        assertThat(tool.call(Arguments.none(), confirmed)).isInstanceOf(ToolResult.Failed.class);
        assertThat(tool.call(Arguments.none(), confirmed.withState("other"))).isInstanceOf(ToolResult.Failed.class);
    }

    @Test
    public void asksOnlyWhatTheClientSupports() throws Exception {
        Tool tool = tool("test_input_required_result_capabilities");

        ToolResult result =
                tool.call(Arguments.none(), new TestingCallContext().withCapabilities(ClientCapability.SAMPLING));

        assertThat(result)
                .asInstanceOf(type(ToolResult.InputRequired.class))
                .extracting(ToolResult.InputRequired::requests)
                .satisfies(requests -> assertThat(requests).containsOnlyKeys("greeting"));
        assertThat(tool.call(Arguments.none(), new TestingCallContext())).isInstanceOf(ToolResult.Failed.class);
    }

    @Test
    public void returnsHowTheUserAnswered() throws Exception {
        Tool tool = tool("test_elicitation");
        Arguments arguments = Arguments.of(Map.of("message", "Who are you?"));

        assertThat(tool.call(arguments, answered(Map.of("answer", accepted("username", "alice")))))
                .isEqualTo(ToolResult.text("User response: action: accept, content: {\"username\":\"alice\"}"));
        assertThat(tool.call(arguments, answered(Map.of("answer", new Answer.Declined()))))
                .isEqualTo(ToolResult.text("User response: action: decline"));
        assertThat(tool.call(arguments, answered(Map.of("answer", new Answer.Cancelled()))))
                .isEqualTo(ToolResult.text("User response: action: cancel"));
    }

    @Test
    public void addsAndRemovesATool() throws Exception {
        RecordedChanges heard = new RecordedChanges();
        fixture.opened(heard);

        tool("test_trigger_tool_change").call(Arguments.none(), new TestingCallContext());
        List<Tool> with = fixture.tools();
        tool("test_trigger_tool_change").call(Arguments.none(), new TestingCallContext());

        assertThat(with.get(with.size() - 1).definition().name()).isEqualTo("test_dynamic_tool");
        assertThat(fixture.tools()).hasSize(with.size() - 1);
        assertThat(heard.events).containsExactly("changed", "changed");
    }

    @Test
    public void addsAndRemovesAPrompt() throws Exception {
        int before = fixture.prompts().size();

        tool("test_trigger_prompt_change").call(Arguments.none(), new TestingCallContext());

        assertThat(fixture.prompts()).hasSize(before + 1);
    }

    @Test
    public void incrementsTheWatchedResource() throws Exception {
        RecordedChanges heard = new RecordedChanges();
        fixture.opened(heard);

        tool("test_trigger_resource_change").call(Arguments.none(), new TestingCallContext());

        assertThat(heard.events).containsExactly("test://watched-resource");
        assertThat(read("test://watched-resource"))
                .isEqualTo(Contents.text("test://watched-resource", "text/plain", "Updates: 1"));
    }

    @Test
    public void jobsAskForWhatTheyNeed() throws Exception {
        TestingCallContext both = answered(Map.of("first", accepted("name", "Al"), "second", accepted("name", "Bo")));

        assertThat(tool("confirm_delete")
                        .call(
                                Arguments.of(Map.of("filename", "a")),
                                answered(Map.of("confirmation", accepted("confirm", false)))))
                .isEqualTo(ToolResult.text("Kept a."));
        assertThat(tool("multi_input").call(Arguments.none(), new TestingCallContext()))
                .asInstanceOf(type(ToolResult.InputRequired.class))
                .satisfies(asked -> assertThat(asked.requests()).containsOnlyKeys("first", "second"));
        assertThat(tool("multi_input").call(Arguments.none(), both)).isEqualTo(ToolResult.text("Al and Bo"));
        assertThat(tool("test_tool_with_task")
                        .call(Arguments.none(), answered(Map.of("user_name", accepted("name", "Alice")))))
                .isEqualTo(ToolResult.text("Worked for Alice."));
        assertThat(tool("slow_compute").call(Arguments.of(Map.of("seconds", 0)), new TestingCallContext()))
                .isEqualTo(ToolResult.text("Computed it in 0 s."));
    }

    @Test
    public void triggersAreWrites() {
        assertThat(fixture.tools())
                .filteredOn(tool -> tool.definition().name().startsWith("test_trigger_"))
                .hasSize(3)
                .allMatch(tool -> tool.definition().effect() == Effect.DESTRUCTIVE);
    }

    @Test
    public void putsTheIdIntoATemplatesDocument() throws Exception {
        ResourceResult.Complete result = (ResourceResult.Complete) fixture.resourceTemplates()
                .get(0)
                .read(URI.create("test://template/123/data"), Map.of("id", "123"), new TestingCallContext());

        assertThat(result.contents())
                .containsExactly(Contents.text(
                        "test://template/123/data",
                        "application/json",
                        "{\"id\":\"123\",\"templateTest\":true,\"data\":\"Data for ID: 123\"}"));
    }

    @Test
    public void asksBeforeItReturnsAPrompt() throws Exception {
        Prompt prompt = fixture.prompts().stream()
                .filter(candidate -> candidate.definition().name().equals("test_input_required_result_prompt"))
                .findFirst()
                .orElseThrow();

        assertThat(prompt.get(Arguments.none(), new TestingCallContext()))
                .isInstanceOf(PromptResult.InputRequired.class);
        assertThat(prompt.get(Arguments.none(), answered(Map.of("user_context", accepted("context", "tests")))))
                .isInstanceOf(PromptResult.Complete.class);
    }

    private static TestingCallContext answered(Map<String, Answer> answers) {
        TestingCallContext context = new TestingCallContext();
        for (Map.Entry<String, Answer> answer : answers.entrySet()) {
            context = context.withAnswer(answer.getKey(), answer.getValue());
        }
        return context;
    }

    private Tool tool(String name) {
        return fixture.tools().stream()
                .filter(tool -> tool.definition().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Contents read(String uri) throws Exception {
        for (Resource resource : fixture.resources()) {
            if (resource.definition().uri().equals(uri)) {
                return ((ResourceResult.Complete) resource.read(new TestingCallContext()))
                        .contents()
                        .get(0);
            }
        }
        throw new AssertionError(uri);
    }

    private static Answer accepted(String field, Object value) {
        return new Answer.Accepted(Arguments.of(Map.of(field, value)));
    }

    private static final class RecordedChanges implements CatalogChanges {
        private final List<String> events = new ArrayList<>();

        @Override
        public void changed() {
            events.add("changed");
        }

        @Override
        public void resourceUpdated(String uri) {
            events.add(uri);
        }
    }
}
