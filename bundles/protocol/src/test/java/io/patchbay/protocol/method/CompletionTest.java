package io.patchbay.protocol.method;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Completion;
import io.patchbay.api.Prompt;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptDefinition;
import io.patchbay.api.PromptResult;
import io.patchbay.api.ResourceResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.spi.policy.Visibility;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** {@code completion/complete}. */
public final class CompletionTest {

    private static final String PROMPT = "'ref':{'type':'ref/prompt','name':'greet'}";
    private static final String TEMPLATE = "'ref':{'type':'ref/resource','uri':'test:/items/{id}'}";

    @Rule
    public final Server server = new Server();

    /** Completes with a given function. */
    private record Completing(Answer answer) implements Prompt {
        private interface Answer {
            Completion complete() throws Exception;
        }

        @Override
        public PromptDefinition definition() {
            return PromptDefinition.of("odd", "Completes oddly.", PromptArgument.optional("x", "X."));
        }

        @Override
        public PromptResult get(Arguments arguments, CallContext context) {
            return PromptResult.of();
        }

        @Override
        public Completion complete(String argument, String typed, Map<String, String> known, CallContext context)
                throws Exception {
            return answer.complete();
        }
    }

    @Before
    public void publish() {
        server.publish(
                Stubs.prompt(
                        "greet", (arguments, context) -> PromptResult.of(), PromptArgument.required("name", "Whom.")),
                Stubs.template("test:/items/{id}", (uri, variables, context) -> ResourceResult.notFound()));
    }

    private Answered both(String params) {
        Answered modern = server.modern().call("completion/complete", params);
        Answered legacy = server.legacy().call("completion/complete", params);
        assertThat(modern.summary()).isEqualTo(legacy.summary());
        return legacy;
    }

    private JsonNode odd(Completing.Answer answer) {
        server.publish(new Completing(answer));
        return both("{'ref':{'type':'ref/prompt','name':'odd'},'argument':{'name':'x','value':''}}")
                .response();
    }

    @Test
    public void proposesValuesForPrompts() {
        JsonNode completion = both("{" + PROMPT
                        + ",'argument':{'name':'name','value':'A'},'context':{'arguments':{'k':'v'}}}")
                .result()
                .path("completion");

        assertThat(completion.path("values").toString()).isEqualTo("[\"A1\",\"A2\",\"A{k=v}\"]");
        assertThat(completion.path("total").intValue()).isEqualTo(3);
        assertThat(completion.path("hasMore").booleanValue()).isFalse();
    }

    @Test
    public void proposesValuesForTemplates() {
        JsonNode completion = both("{" + TEMPLATE + ",'argument':{'name':'id','value':'7'}}")
                .result()
                .path("completion");

        assertThat(completion.path("values").toString()).isEqualTo("[\"id=7\"]");
    }

    @Test
    public void whatDoesNotFitIsInvalid() {
        for (String params : List.of(
                "{}",
                "{" + PROMPT + "}",
                "{" + PROMPT + ",'argument':{'name':'name'}}",
                "{" + PROMPT + ",'argument':{'value':''}}",
                "{" + PROMPT + ",'argument':{'name':'name','value':5}}",
                "{" + PROMPT + ",'argument':{'name':'nope','value':''}}",
                "{" + PROMPT + ",'argument':{'name':'name','value':''},'context':5}",
                "{" + PROMPT + ",'argument':{'name':'name','value':''},'context':{'arguments':{'a':1}}}",
                "{" + TEMPLATE + ",'argument':{'name':'nope','value':''}}",
                "{'ref':{'type':'ref/prompt','name':'nobody'},'argument':{'name':'name','value':''}}",
                "{'ref':{'type':'ref/prompt'},'argument':{'name':'name','value':''}}",
                "{'ref':{'type':'ref/resource','uri':'test:/none/{id}'},'argument':{'name':'id','value':''}}",
                "{'ref':{'type':'ref/tool','name':'greet'},'argument':{'name':'name','value':''}}",
                "{'ref':'greet','argument':{'name':'name','value':''}}")) {
            assertThat(both(params).summary()).as(params).isEqualTo("200 -32602");
        }
    }

    @Test
    public void atMostAHundredValuesGoOut() {
        List<String> many = IntStream.range(0, 250).mapToObj(Integer::toString).toList();

        JsonNode completion = odd(() -> new Completion(many, OptionalInt.empty(), false))
                .path("result")
                .path("completion");

        assertThat(completion.path("values")).hasSize(100);
        assertThat(completion.path("values").path(99).textValue()).isEqualTo("99");
        assertThat(completion.has("total")).isFalse();
        assertThat(completion.path("hasMore").booleanValue()).isTrue();
    }

    @Test
    public void whatBreaksIsAnInternalErrorWithoutItsReason() {
        JsonNode thrown = odd(() -> {
            throw new IllegalStateException("canary");
        });
        JsonNode nothing = odd(() -> null);

        assertThat(thrown.path("error").path("code").intValue()).isEqualTo(-32603);
        assertThat(thrown.toString()).doesNotContain("canary");
        assertThat(nothing.path("error").path("code").intValue()).isEqualTo(-32603);
    }

    @Test
    public void whatIsHiddenIsNotCompleted() {
        String params = "{" + PROMPT + ",'argument':{'name':'name','value':''}}";
        String unknown = both(params.replace("greet", "grant")).error().toString();

        server.policy().show("prompts:greet", Visibility.HIDDEN);

        assertThat(both(params).error().toString()).isEqualTo(unknown.replace("grant", "greet"));
    }
}
