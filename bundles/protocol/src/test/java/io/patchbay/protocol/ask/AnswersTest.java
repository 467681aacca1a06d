package io.patchbay.protocol.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Answer;
import io.patchbay.api.Arguments;
import io.patchbay.api.Content;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Json;
import io.patchbay.api.Message;
import io.patchbay.api.Schema;
import io.patchbay.protocol.call.Answers;
import io.patchbay.protocol.json.JsonReader;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.json.Trees;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public class AnswersTest {

    private static final InputRequest.Form FORM = InputRequest.form(
            "Who?",
            Schema.of(
                    "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\",\"maxLength\":5},\"size\":{\"type\":\"string\",\"enum\":[\"s\",\"m\"],\"enumNames\":[\"Small\",\"Medium\"]},"
                            + "\"tags\":{\"type\":\"array\",\"items\":{\"anyOf\":[{\"const\":\"a\",\"title\":\"A\"},{\"const\":\"b\",\"title\":\"B\"}]}}},\"required\":[\"name\"]}"));

    private static final InputRequest.Url PAGE = new InputRequest.Url("Open.", URI.create("https://example.com/"));
    private static final InputRequest.Roots FOLDERS = new InputRequest.Roots();
    private static final InputRequest.Sampling MODEL = InputRequest.sampling(1)
            .withTools(
                    Json.of(List.of(Map.of("name", "find", "inputSchema", Map.of("type", "object")))),
                    Optional.empty());

    private static Answer read(InputRequest request, String json) throws ProtocolException {
        return Answers.read(request, "the_key", JsonReader.read(json));
    }

    @Test
    public void readsWhatWasAnsweredByWhatWasAsked() throws ProtocolException {
        assertThat(((Answer.Accepted)
                                read(
                                        FORM,
                                        "{\"action\":\"accept\",\"content\":{\"name\":\"Ada\",\"age\":36,\"score\":9.5,\"ok\":true,\"tags\":[\"a\"]},\"_meta\":{\"x\":1},\"extra\":[]}"))
                        .content()
                        .values()
                        .keySet())
                .containsExactly("name", "age", "score", "ok", "tags");
        assertThat(read(FORM, "{\"action\":\"accept\",\"content\":{\"name\":\"Ada\",\"age\":null}}"))
                .isEqualTo(new Answer.Accepted(Arguments.of(Map.of("name", "Ada"))));
        assertThat(read(PAGE, "{\"action\":\"accept\"}")).isEqualTo(new Answer.Accepted(Arguments.none()));
        assertThat(read(FORM, "{\"action\":\"decline\",\"content\":null}")).isEqualTo(new Answer.Declined());
        assertThat(read(FORM, "{\"action\":\"cancel\"}")).isEqualTo(new Answer.Cancelled());
        assertThat(
                        read(
                                MODEL,
                                "{\"role\":\"assistant\",\"content\":{\"type\":\"text\",\"text\":\"Paris\"},\"model\":\"m-1\",\"stopReason\":\"endTurn\"}"))
                .isEqualTo(new Answer.Sampled(
                        Message.Role.ASSISTANT, List.of(Content.text("Paris")), "m-1", Optional.of("endTurn")));
        assertThat(read(FOLDERS, "{\"roots\":[{\"uri\":\"file:///a\",\"name\":\"A\"},{\"uri\":\"file:///b%20c\"}]}"))
                .isEqualTo(new Answer.Roots(List.of(
                        new Answer.Root(URI.create("file:///a"), Optional.of("A")),
                        new Answer.Root(URI.create("file:///b%20c"), Optional.empty()))));
    }

    @Test
    public void aModelUsesOnlyToolsThatItWasOffered() throws ProtocolException {
        String use = "{\"type\":\"tool_use\",\"id\":\"%s\",\"name\":\"%s\",\"input\":{}}";
        String answer = "{\"role\":\"assistant\",\"model\":\"m\",\"content\":[%s]}";

        assertThat(read(MODEL, answer.formatted(use.formatted("1", "find") + "," + use.formatted("2", "find"))))
                .isInstanceOf(Answer.Sampled.class);
        for (String wrong :
                List.of(use.formatted("1", "delete"), use.formatted("1", "find") + "," + use.formatted("1", "find"))) {
            assertThatThrownBy(() -> read(MODEL, answer.formatted(wrong)))
                    .as(wrong)
                    .isInstanceOf(ProtocolException.class);
        }
        assertThatThrownBy(() -> read(InputRequest.sampling(1), answer.formatted(use.formatted("1", "find"))))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    public void takesSeveralBlocksOfWhatAModelWrote() throws ProtocolException {
        Answer.Sampled sampled = (Answer.Sampled) read(
                MODEL,
                "{\"role\":\"user\",\"model\":\"m\",\"content\":["
                        + "{\"type\":\"text\",\"text\":\"a\",\"annotations\":{}},{\"type\":\"image\",\"data\":\"AAH/\",\"mimeType\":\"image/png\"},{\"type\":\"audio\",\"data\":\"\",\"mimeType\":\"audio/wav\"},"
                        + "{\"type\":\"tool_use\",\"id\":\"u1\",\"name\":\"find\",\"input\":{\"q\":\"x\"}}]}");

        assertThat(sampled.role()).isEqualTo(Message.Role.USER);
        assertThat(sampled.content()).hasSize(4);
        assertThat(sampled.content().get(3))
                .isEqualTo(new Content.ToolUse("u1", "find", Arguments.of(Map.of("q", "x"))));
        assertThat(((Content.Image) sampled.content().get(1)).data()).isEqualTo(new byte[] {0, 1, -1});
    }

    @Test
    public void refusesWhatIsMalformedAndNamesIt() {
        for (String answer : List.of(
                "12345",
                "null",
                "\"accept\"",
                "true",
                "[]",
                "{}",
                "{\"result\":{\"action\":\"accept\"}}",
                "{\"content\":{}}",
                "{\"action\":null}",
                "{\"action\":1}",
                "{\"action\":\"ACCEPT\"}",
                "{\"action\":\"\"}",
                "{\"action\":\"accept\",\"content\":null}",
                "{\"action\":\"accept\",\"content\":[]}",
                "{\"action\":\"accept\",\"content\":\"x\"}",
                "{\"action\":\"accept\",\"content\":{\"a\":{}}}",
                "{\"action\":\"accept\",\"content\":{\"a\":[1]}}",
                "{\"action\":\"accept\",\"content\":{\"a\":[[]]}}",
                "{\"roots\":null}",
                "{\"roots\":{}}",
                "{\"roots\":[1]}",
                "{\"roots\":[{}]}",
                "{\"roots\":[{\"uri\":7}]}",
                "{\"roots\":[{\"uri\":\"a b\"}]}",
                "{\"roots\":[{\"uri\":\"relative\"}]}",
                "{\"roots\":[{\"uri\":\"file:///a\",\"name\":null}]}",
                "{\"role\":\"assistant\",\"content\":{\"type\":\"text\",\"text\":\"x\"}}",
                "{\"role\":\"system\",\"model\":\"m\",\"content\":{\"type\":\"text\",\"text\":\"x\"}}",
                "{\"role\":\"assistant\",\"model\":\"m\",\"content\":\"x\"}",
                "{\"role\":\"assistant\",\"model\":\"m\",\"content\":null}",
                "{\"role\":\"assistant\",\"model\":\"m\",\"content\":{\"type\":\"text\"}}",
                "{\"role\":\"assistant\",\"model\":\"m\",\"content\":{\"type\":\"video\"}}",
                "{\"role\":\"assistant\",\"model\":\"m\",\"content\":{\"type\":\"tool_use\",\"id\":\"u\",\"name\":\"n\"}}",
                "{\"role\":\"assistant\",\"model\":\"m\",\"content\":{\"type\":\"tool_result\",\"toolUseId\":\"u\",\"content\":[]}}",
                "{\"role\":\"assistant\",\"model\":\"m\",\"content\":[1]}",
                "{\"role\":\"assistant\",\"model\":\"m\",\"content\":{\"type\":\"image\",\"data\":\"***\",\"mimeType\":\"image/png\"}}",
                "{\"role\":\"assistant\",\"model\":\"m\",\"content\":{\"type\":\"image\",\"data\":\"AAAA\"}}",
                "{\"role\":\"assistant\",\"model\":\"m\",\"stopReason\":1,\"content\":{\"type\":\"text\",\"text\":\"x\"}}")) {
            for (InputRequest request : List.of(FORM, PAGE, MODEL, FOLDERS)) {
                assertThatThrownBy(() -> read(request, answer))
                        .as(answer)
                        .isInstanceOfSatisfying(ProtocolException.class, e -> {
                            assertThat(e.code()).isEqualTo(-32602);
                            assertThat(e).hasMessageContaining("the_key");
                        });
            }
        }
    }

    @Test
    public void readsALegacyResultByWhatWasAsked() throws ProtocolException {
        JsonNode all =
                JsonReader.read("{\"action\":\"accept\",\"content\":{\"name\":\"x\"},\"roots\":[],\"_meta\":{}}");

        assertThat(Answers.parse(FORM, "k", all)).isInstanceOf(Answer.Accepted.class);
        assertThat(Answers.parse(new InputRequest.Url("m", URI.create("https://x/")), "k", all))
                .isInstanceOf(Answer.Accepted.class);
        assertThat(Answers.parse(new InputRequest.Roots(), "k", all)).isInstanceOf(Answer.Roots.class);
        assertThatThrownBy(() -> Answers.parse(InputRequest.sampling(1), "k", all))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> Answers.parse(FORM, "k", JsonReader.read("7"))).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> Answers.parse(FORM, "k", JsonReader.read("null")))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    public void keepsARefusalShort() {
        assertThat(Answers.refused(JsonReader.read("{\"code\":-1,\"message\":\"User rejected\"}")))
                .isEqualTo(new Answer.Refused("User rejected"));
        assertThat(Answers.refused(JsonReader.read("{}"))).isEqualTo(new Answer.Refused(""));
        assertThat(((Answer.Refused) Answers.refused(JsonReader.read("{\"message\":\"" + "x".repeat(9_999) + "\"}")))
                        .message())
                .hasSizeLessThan(200);
    }

    @Test
    public void checksWhatWasFilledInAgainstTheForm() throws ProtocolException {
        Answers.check(FORM, "k", accepted("{\"name\":\"Ada\",\"size\":\"m\",\"tags\":[\"a\",\"b\"]}"));
        Answers.check(FORM, "k", accepted("{\"name\":\"Ada\",\"unasked\":1}"));
        Answers.check(FORM, "k", new Answer.Declined());
        Answers.check(FORM, "k", new Answer.Cancelled());
        Answers.check(FORM, "k", new Answer.Refused("no"));

        for (String content : List.of(
                "{}",
                "{\"name\":7}",
                "{\"name\":\"toolong\"}",
                "{\"name\":\"x\",\"size\":\"l\"}",
                "{\"name\":\"x\",\"tags\":[\"c\"]}",
                "{\"name\":\"x\",\"tags\":\"a\"}")) {
            assertThatThrownBy(() -> Answers.check(FORM, "k", accepted(content)))
                    .as(content)
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("\"k\"");
        }
        assertThatThrownBy(() -> Answers.check(FORM, "k", new Answer.Roots(List.of())))
                .isInstanceOf(ProtocolException.class);
    }

    private static Answer accepted(String content) {
        return new Answer.Accepted(Trees.toArguments(JsonReader.read(content)));
    }
}
