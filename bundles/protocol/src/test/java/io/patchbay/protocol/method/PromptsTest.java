package io.patchbay.protocol.method;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.Content;
import io.patchbay.api.Message;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptDefinition;
import io.patchbay.api.PromptResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.Callers;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.Decision;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** {@code prompts/get}. */
public final class PromptsTest {

    @Rule
    public final Server server = new Server();

    @Before
    public void publish() {
        server.publish(
                Stubs.prompt(
                        "greet",
                        (arguments, context) -> new PromptResult.Complete(
                                List.of(
                                        Message.user("Hello " + arguments.string("name")
                                                + arguments.optionalString("title")),
                                        Message.assistant(Content.image(new byte[] {1}, "image/png"))),
                                Optional.of("A greeting.")),
                        PromptArgument.required("name", "Whom."),
                        PromptArgument.optional("title", "As what.")),
                Stubs.prompt("broken", (arguments, context) -> {
                    throw new IllegalStateException("canary");
                }),
                Stubs.prompt(
                        "counts",
                        (arguments, context) -> PromptResult.of(Message.user("" + arguments.integer("n"))),
                        PromptArgument.required("n", "How many.")),
                Stubs.prompt("nothing", (arguments, context) -> null),
                new Stubs.StubPrompt(
                        new PromptDefinition(
                                "asking",
                                Optional.empty(),
                                "Asks.",
                                List.of(),
                                Set.of(ClientCapability.ROOTS),
                                Set.of(),
                                List.of()),
                        (arguments, context) -> PromptResult.of(Message.user("asked"))));
    }

    private Answered modern(String params) {
        return server.modern().call("prompts/get", params);
    }

    private Answered legacy(String params) {
        return server.legacy().call("prompts/get", params);
    }

    @Test
    public void saysWhatIsWrongWithAnArgumentThatThePromptCannotRead() {
        for (Answered answered : List.of(
                modern("{'name':'counts','arguments':{'n':'5'}}"), legacy("{'name':'counts','arguments':{'n':'5'}}"))) {
            assertThat(answered.response().path("error").path("code").intValue())
                    .isEqualTo(-32602);
            assertThat(answered.response().path("error").path("message").textValue())
                    .contains("/n: expected number, got string");
        }
    }

    @Test
    public void nullForAnOptionalArgumentIsLeftOut() {
        assertThat(modern("{'name':'greet','arguments':{'name':'Ada','title':null}}")
                        .result())
                .isEqualTo(modern("{'name':'greet','arguments':{'name':'Ada'}}").result());
        assertThat(legacy("{'name':'greet','arguments':{'name':'Ada','title':null}}")
                        .result())
                .isEqualTo(legacy("{'name':'greet','arguments':{'name':'Ada'}}").result());
        assertThat(modern("{'name':'greet','arguments':{'name':null}}")
                        .response()
                        .toString())
                .contains("must be given");
    }

    @Test
    public void answersMessagesInBothEras() {
        String params = "{'name':'greet','arguments':{'name':'Ada'}}";

        JsonNode modern = modern(params).result();
        JsonNode legacy = legacy(params).result();

        assertThat(modern.path("messages")).isEqualTo(legacy.path("messages"));
        assertThat(legacy.path("messages").path(0).path("content").path("text").textValue())
                .isEqualTo("Hello AdaOptional.empty");
        assertThat(legacy.path("messages").path(1).path("role").textValue()).isEqualTo("assistant");
        assertThat(legacy.path("description").textValue()).isEqualTo("A greeting.");
    }

    @Test
    public void whatDoesNotFitIsInvalid() {
        for (String params : List.of(
                "{'name':'nobody'}",
                "{'name':'Greet','arguments':{'name':'Ada'}}",
                "{'name':'greet'}",
                "{'name':'greet','arguments':{}}",
                "{'name':'greet','arguments':{'title':'Dr.'}}",
                "{'name':'greet','arguments':{'name':5}}",
                "{'name':'greet','arguments':{'name':null}}",
                "{'name':'greet','arguments':{'name':'Ada','title':{'a':1}}}",
                "{'name':'greet','arguments':[]}",
                "{'name':'greet','arguments':null}")) {
            assertThat(modern(params).summary()).as(params).isEqualTo("200 -32602");
            assertThat(legacy(params).summary()).as(params).isEqualTo("200 -32602");
        }
        assertThat(legacy("{}").summary()).isEqualTo("200 -32602");
        assertThat(legacy("{'name':7}").summary()).isEqualTo("200 -32602");
    }

    @Test
    public void whatBreaksIsAnInternalErrorWithoutItsReason() {
        for (String name : List.of("broken", "nothing")) {
            assertThat(modern("{'name':'" + name + "'}").summary()).isEqualTo("200 -32603");
            assertThat(legacy("{'name':'" + name + "'}").response().toString())
                    .contains("-32603")
                    .doesNotContain("canary");
        }
    }

    @Test
    public void aPromptThatMustAskNeedsAClientThatCanBeAsked() {
        Answered modern = server.modern().can("{}").call("prompts/get", "{'name':'asking'}");
        Answered legacy =
                new LegacyClient(server, Callers.known("alice")).open("{}").call("prompts/get", "{'name':'asking'}");

        assertThat(modern.summary()).isEqualTo("400 -32021");
        assertThat(modern.error().path("data").path("requiredCapabilities").toString())
                .isEqualTo("{\"roots\":{}}");
        assertThat(modern.message())
                .isEqualTo("The prompt asking needs a client that supports the list of folders (roots).")
                .isEqualTo(legacy.message());
        assertThat(legacy.summary()).isEqualTo("200 -32602");
        assertThat(modern("{'name':'asking'}").summary()).isEqualTo("200 ok");
    }

    @Test
    public void policysNoIsOnRecordAsSuch() {
        server.policy().decide("prompts/get", new Decision.Deny("closed", "Not on Sundays."));

        Answered answered = legacy("{'name':'greet','arguments':{'name':'Ada'}}");

        assertThat(answered.message()).isEqualTo("Not on Sundays.");
        assertThat(answered.error().path("data").path("code").textValue()).isEqualTo("closed");
        assertThat(server.trail().entry("prompts/get").outcome()).isEqualTo(new Outcome(Outcome.Kind.DENIED, "closed"));
    }
}
