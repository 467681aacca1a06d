package io.patchbay.protocol.ask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Answer;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Message;
import io.patchbay.api.PromptResult;
import io.patchbay.api.ResourceResult;
import io.patchbay.api.Schema;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Questions to modern clients: a result that asks, and the same request again with the answers. */
public final class ModernInputTest {

    private static final InputRequest NAME = InputRequest.form(
            "Who are you?",
            Schema.of("{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}},\"required\":[\"name\"]}"));
    private static final InputRequest PAGE =
            new InputRequest.Url("Sign in.", URI.create("https://example.com/sign-in"));
    private static final InputRequest MODEL = InputRequest.sampling(10, Message.user("Write."));
    private static final InputRequest FOLDERS = new InputRequest.Roots();
    private static final String ADA = "{'user':{'action':'accept','content':{'name':'Ada'}}}";

    @Rule
    public final Server server = new Server();

    @Before
    public void publish() {
        server.publish(
                Stubs.tool(
                        "ask",
                        (arguments, context) -> context.answers().containsKey("user")
                                ? ToolResult.text("I know " + context.answers().get("user"))
                                : ToolResult.ask("user", NAME)),
                Stubs.tool("all", (arguments, context) -> {
                    Map<String, InputRequest> requests = new LinkedHashMap<>();
                    requests.put("name", NAME);
                    requests.put("model", MODEL);
                    requests.put("roots", FOLDERS);
                    requests.keySet().removeAll(context.answers().keySet());
                    return requests.isEmpty()
                            ? ToolResult.text(context.answers().toString())
                            : new ToolResult.InputRequired(requests, Optional.empty());
                }),
                Stubs.tool("page", (arguments, context) -> ToolResult.ask("page", PAGE)),
                Stubs.prompt(
                        "ask",
                        (arguments, context) -> context.answers().containsKey("user")
                                ? PromptResult.of(Message.user("Hello"))
                                : new PromptResult.InputRequired(Map.of("user", NAME), Optional.of("s"))),
                Stubs.resource(
                        "test:/ask",
                        context -> context.answers().containsKey("user")
                                ? ResourceResult.text("test:/ask", "text/plain", "mine")
                                : new ResourceResult.InputRequired(Map.of("user", NAME), Optional.of("s"))));
    }

    private String stateOf(Answered answered) {
        return answered.result().path("requestState").textValue();
    }

    @Test
    public void asksByAResultAndGoesOnWithTheAnswer() {
        Answered asked = server.modern().tool("ask");

        JsonNode request = asked.result().path("inputRequests").path("user");
        assertThat(asked.result().path("resultType").textValue()).isEqualTo("input_required");
        assertThat(request.fieldNames()).toIterable().containsExactly("method", "params");
        assertThat(request.path("method").textValue()).isEqualTo("elicitation/create");
        assertThat(request.path("params")
                        .path("requestedSchema")
                        .path("required")
                        .toString())
                .isEqualTo("[\"name\"]");
        assertThat(asked.result().path("requestState").isTextual())
                .as("what was asked is remembered")
                .isTrue();
        assertThat(asked.result().has("ttlMs")).isFalse();
        assertThat(server.modern()
                        .id("'another'")
                        .answer("ask", Optional.empty(), ADA)
                        .text())
                .contains("I know Accepted[content=");
    }

    @Test
    public void everyActionReachesTheTool() {
        for (String action : List.of("decline", "cancel")) {
            Answered answered = server.modern().answer("ask", Optional.empty(), "{'user':{'action':'" + action + "'}}");

            assertThat(answered.failed()).isFalse();
            assertThat(answered.text()).containsIgnoringCase(action.substring(0, 6));
        }
    }

    @Test
    public void severalQuestionsMayBeAnsweredAtOnceOrOneByOne() {
        String model = "'model':{'role':'assistant','content':{'type':'text','text':'hi'},'model':'m'}";
        String roots = "'roots':{'roots':[{'uri':'file:///home/ada'}]}";
        String name = "'name':{'action':'accept','content':{'name':'Ada'}}";
        Answered asked = server.modern().tool("all");
        assertThat(asked.result().path("inputRequests").fieldNames())
                .toIterable()
                .containsExactly("name", "model", "roots");

        Answered all = server.modern().answer("all", Optional.empty(), "{" + roots + "," + model + "," + name + "}");
        assertThat(all.text()).contains("Sampled", "Roots", "Accepted");

        Answered one = server.modern().answer("all", Optional.empty(), "{" + model + "}");
        assertThat(one.result().path("inputRequests").fieldNames()).toIterable().containsExactly("name", "roots");
        Answered two = server.modern().answer("all", Optional.of(stateOf(one)), "{" + name + "}");
        assertThat(two.result().path("inputRequests").fieldNames()).toIterable().containsExactly("roots");
        Answered three = server.modern().answer("all", Optional.of(stateOf(two)), "{" + roots + "}");
        assertThat(three.text()).contains("Sampled", "Roots", "Accepted");
    }

    @Test
    public void answersThatNobodyAskedForAreIgnored() {
        String answers = ADA.substring(0, ADA.length() - 1) + ",'more':{'action':'cancel'},'roots':{'roots':[]}}";

        assertThat(server.modern().answer("ask", Optional.empty(), answers).text())
                .contains("I know");
    }

    @Test
    public void missingAnswersAreAskedForAgain() {
        for (String answers : List.of("{}", "{'other':{'action':'accept','content':{}}}")) {
            Answered answered = server.modern().answer("ask", Optional.empty(), answers);

            assertThat(answered.result().path("resultType").textValue())
                    .as(answers)
                    .isEqualTo("input_required");
            assertThat(answered.result().path("inputRequests").has("user")).isTrue();
        }
    }

    @Test
    public void malformedAnswersNeverReachTheTool() {
        for (String answer : List.of(
                "null",
                "5",
                "'yes'",
                "[]",
                "{}",
                "{'action':5}",
                "{'action':'ACCEPT'}",
                "{'action':'accept','content':5}",
                "{'action':'accept','content':{'name':null}}",
                "{'action':'accept','content':{'name':{'a':1}}}",
                "{'roots':5}",
                "{'roots':[{}]}",
                "{'roots':[{'uri':'relative'}]}",
                "{'role':'assistant','content':5,'model':'m'}",
                "{'role':'root','content':{'type':'text','text':'x'},'model':'m'}",
                "{'role':'user','content':{'type':'image','data':'%%%','mimeType':'image/png'},'model':'m'}")) {
            Answered answered = server.modern().answer("ask", Optional.empty(), "{'user':" + answer + "}");

            assertThat(answered.summary()).as(answer).isEqualTo("200 -32602");
        }
        assertThat(server.modern().answer("ask", Optional.empty(), "[{}]").summary())
                .isEqualTo("200 -32602");
        for (String none : List.of("[]", "null", "{}")) {
            assertThat(server.modern()
                            .answer("ask", Optional.empty(), none)
                            .result()
                            .path("resultType")
                            .textValue())
                    .as("%s: it is asked again", none)
                    .isEqualTo("input_required");
        }
    }

    @Test
    public void clientsAreAskedOnlyWhatTheyCan() {
        for (String[] row : new String[][] {
            {"ask", "{}", "{\"elicitation\":{\"form\":{}}}"},
            {"ask", "{'sampling':{}}", "{\"elicitation\":{\"form\":{}}}"},
            {"ask", "{'elicitation':{'url':{}}}", "{\"elicitation\":{\"form\":{}}}"},
            {"page", "{'elicitation':{}}", "{\"elicitation\":{\"url\":{}}}"},
            {"all", "{'elicitation':{}}", "{\"sampling\":{},\"roots\":{}}"}
        }) {
            Answered answered = server.modern().can(row[1]).tool(row[0]);

            assertThat(answered.summary()).as(row[0] + row[1]).isEqualTo("400 -32021");
            assertThat(answered.error()
                            .path("data")
                            .path("requiredCapabilities")
                            .toString())
                    .isEqualTo(row[2]);
        }
        assertThat(server.modern().can("{'elicitation':{}}").tool("ask").summary())
                .isEqualTo("200 ok");
        assertThat(server.modern()
                        .can("{'elicitation':{'form':{}}}")
                        .tool("ask")
                        .summary())
                .isEqualTo("200 ok");
        assertThat(server.modern()
                        .can("{'elicitation':{'url':{}}}")
                        .tool("page")
                        .summary())
                .isEqualTo("200 ok");
    }

    @Test
    public void capabilitiesAreThoseOfThisRequestAlone() {
        server.publish(Stubs.tool(
                "can",
                (arguments, context) -> ToolResult.text(context.canAsk(ClientCapability.ROOTS) + " "
                        + context.canAsk(ClientCapability.ELICITATION_URL))));
        server.modern().tool("can");

        assertThat(server.modern().can("{'roots':{}}").tool("can").text()).isEqualTo("true false");
        assertThat(server.modern().can("{}").tool("can").text()).isEqualTo("false false");
    }

    @Test
    public void promptsAndResourcesAskToo() {
        Answered prompt = server.modern().call("prompts/get", "{'name':'ask'}");
        Answered resource = server.modern().call("resources/read", "{'uri':'test:/ask'}");

        assertThat(server.modern()
                        .call(
                                "prompts/get",
                                "{'name':'ask','requestState':'" + stateOf(prompt) + "','inputResponses':" + ADA + "}")
                        .result()
                        .path("messages"))
                .hasSize(1);
        JsonNode read = server.modern()
                .call(
                        "resources/read",
                        "{'uri':'test:/ask','requestState':'" + stateOf(resource) + "','inputResponses':" + ADA + "}")
                .result();
        assertThat(read.path("contents").path(0).path("text").textValue()).isEqualTo("mine");
        assertThat(read.path("ttlMs").intValue())
                .as("what depends on answers is for this one time")
                .isZero();
    }

    @Test
    public void otherMethodsIgnoreAnswers() {
        Answered answered = server.modern().call("tools/list", "{'inputResponses':{'a':5},'requestState':'x'}");

        assertThat(answered.summary()).isEqualTo("200 ok");
    }

    @Test
    public void theAnswersOfTypesAreThoseOfTheApi() {
        server.publish(Stubs.tool("roots", (arguments, context) -> {
            if (context.answers().isEmpty()) {
                return ToolResult.ask("r", FOLDERS);
            }
            Answer.Roots roots = (Answer.Roots) context.answers().get("r");
            return ToolResult.text(roots.roots().get(0).uri() + " "
                    + roots.roots().get(0).name().orElse("-"));
        }));

        assertThat(server.modern()
                        .answer("roots", Optional.empty(), "{'r':{'roots':[{'uri':'file:///a','name':'A'}]}}")
                        .text())
                .isEqualTo("file:///a A");
    }

    @Test
    public void whatWasFilledInIsHeldAgainstTheFormWhetherItsStateComesBackOrNot() {
        Optional<String> state = Optional.of(stateOf(server.modern().tool("ask")));

        for (Optional<String> brought : List.of(state, Optional.<String>empty())) {
            for (String content : List.of("{}", "{'name':5}", "{'name':true}", "{'name':['Ada']}", "{'other':'Ada'}")) {
                Answered answered = server.modern()
                        .answer("ask", brought, "{'user':{'action':'accept','content':" + content + "}}");

                assertThat(answered.summary()).as(brought + content).isEqualTo("200 -32602");
                assertThat(answered.message()).contains("\"user\"");
            }
            assertThat(server.modern()
                            .answer("ask", brought, "{'user':{'roots':[]}}")
                            .summary())
                    .isEqualTo("200 -32602");
            assertThat(server.modern().answer("ask", brought, ADA).text()).contains("I know Accepted[content=");
        }
    }

    @Test
    public void whatNobodyAskedForDoesNotReachTheToolAtAll() {
        server.publish(Stubs.tool(
                "ask",
                (arguments, context) -> context.answers().containsKey("user")
                        ? ToolResult.text(context.answers().keySet().toString())
                        : ToolResult.ask("user", NAME)));

        for (Optional<String> brought :
                List.of(Optional.of(stateOf(server.modern().tool("ask"))), Optional.<String>empty())) {
            Answered answered = server.modern()
                    .answer(
                            "ask",
                            brought,
                            ADA.substring(0, ADA.length() - 1)
                                    + ",'admin':{'action':'accept','content':{'yes':true}},'x':7}");

            assertThat(answered.text()).isEqualTo("[user]");
        }
    }

    @Test
    public void aRoundThatWasAnsweredBeforeDoesNotForgetWhatItsAnswersMean() {
        String tricky = "{'roots':[{'uri':'file:///a'}],'action':'accept','role':'user','content':{}}";
        server.publish(Stubs.tool("two", (arguments, context) -> {
            if (!context.answers().containsKey("r")) {
                return ToolResult.ask("r", FOLDERS);
            }
            return context.answers().containsKey("user")
                    ? ToolResult.text(context.answers().get("r").getClass().getSimpleName())
                    : ToolResult.ask("user", NAME);
        }));

        Answered first = server.modern().tool("two");
        Answered second = server.modern().answer("two", Optional.of(stateOf(first)), "{'r':" + tricky + "}");
        Answered third = server.modern().answer("two", Optional.of(stateOf(second)), ADA);

        assertThat(third.text()).isEqualTo("Roots");
    }

    @Test
    public void everyQuestionMayBeAnsweredBeforeItIsAsked() {
        server.publish(Stubs.tool("two", (arguments, context) -> {
            if (!context.answers().containsKey("r")) {
                return new ToolResult.InputRequired(Map.of("r", FOLDERS), Optional.of("asked"));
            }
            return context.answers().containsKey("user")
                    ? ToolResult.text(context.state().orElse("-"))
                    : new ToolResult.InputRequired(Map.of("user", NAME), Optional.of("twice"));
        }));

        Answered answered = server.modern()
                .answer("two", Optional.empty(), ADA.substring(0, ADA.length() - 1) + ",'r':{'roots':[]}}");

        assertThat(answered.text()).isEqualTo("twice");
    }
}
