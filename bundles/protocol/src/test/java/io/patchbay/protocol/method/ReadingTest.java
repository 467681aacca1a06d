package io.patchbay.protocol.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Contents;
import io.patchbay.api.ResourceResult;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.LegacyClient;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.Decision;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;

/** {@code resources/read}. */
public final class ReadingTest {

    @Rule
    public final Server server = new Server();

    private Answered modern(String uri) {
        return server.modern().call("resources/read", "{'uri':'" + uri + "'}");
    }

    private Answered legacy(String uri) {
        return server.legacy().call("resources/read", "{'uri':'" + uri + "'}");
    }

    @Test
    public void answersTextAndBytesUnderTheirUris() {
        byte[] bytes = {0, 1, (byte) 0xFF};
        server.publish(Stubs.resource(
                "test:/both",
                context -> new ResourceResult.Complete(
                        List.of(
                                Contents.text("test:/both", "text/plain", "soup"),
                                Contents.blob("test:/both/raw", "image/png", bytes)),
                        Duration.ofSeconds(5))));

        JsonNode modern = modern("test:/both").result();
        JsonNode legacy = legacy("test:/both").result();

        assertThat(modern.path("contents")).isEqualTo(legacy.path("contents"));
        assertThat(modern.path("contents").path(0).path("text").textValue()).isEqualTo("soup");
        assertThat(modern.path("contents").path(1).path("blob").textValue())
                .isEqualTo(Base64.getEncoder().encodeToString(bytes));
        assertThat(modern.path("ttlMs").longValue()).isEqualTo(5000);
        assertThat(modern.path("cacheScope").textValue()).isEqualTo("private");
        assertThat(legacy.has("ttlMs")).isFalse();
    }

    @Test
    public void whatIsNotThereIsAnErrorOfTheEraThatNamesTheUri() {
        server.publish(
                Stubs.resource("test:/gone", context -> ResourceResult.notFound()),
                Stubs.template("test:/items/{id}", (uri, variables, context) -> ResourceResult.notFound()));

        for (String uri : List.of("test:/nothing", "test:/gone", "test:/items/7", "relative", "", "::", "test:/%zz")) {
            Answered modern = modern(uri);
            Answered legacy = legacy(uri);

            if (!uri.isEmpty()) {
                assertThat(modern.summary()).as(uri).isEqualTo("200 -32602");
                assertThat(modern.error().path("data").path("uri").textValue()).isEqualTo(uri);
            }
            assertThat(legacy.summary()).as(uri).isEqualTo("200 -32002");
            assertThat(legacy.error().path("data").path("uri").textValue()).isEqualTo(uri);
        }
    }

    @Test
    public void aTemplateGetsTheUriAndItsVariablesDecodedOnce() {
        server.publish(Stubs.template(
                "test:/items/{id}/{part}",
                (uri, variables, context) -> ResourceResult.text(uri.toString(), "text/plain", variables.toString())));

        JsonNode contents =
                modern("test:/items/a%20b/%252e").result().path("contents").path(0);

        assertThat(contents.path("uri").textValue()).isEqualTo("test:/items/a%20b/%252e");
        assertThat(contents.path("text").textValue()).isEqualTo("{id=a b, part=%2e}");
    }

    @Test
    public void aRegisteredResourceGoesBeforeATemplate() {
        server.publish(
                Stubs.template(
                        "test:/items/{id}",
                        (uri, variables, context) -> ResourceResult.text(uri.toString(), "text/plain", "template")),
                Stubs.resource("test:/items/one", "resource"));

        assertThat(modern("test:/items/one")
                        .result()
                        .path("contents")
                        .path(0)
                        .path("text")
                        .textValue())
                .isEqualTo("resource");
        assertThat(modern("test:/items/two")
                        .result()
                        .path("contents")
                        .path(0)
                        .path("text")
                        .textValue())
                .isEqualTo("template");
    }

    @Test
    public void aUriBeyondAsciiIsNotPublished() {
        assertThatThrownBy(() -> server.publish(Stubs.resource("test:/caf\u00e9", "soup")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("percent-encode");

        server.publish(Stubs.resource("test:/caf%C3%A9", "soup"));

        assertThat(modern("test:/caf%C3%A9").summary()).isEqualTo("200 ok");
    }

    @Test
    public void theUriMustBeAString() {
        LegacyClient client = server.legacy();

        assertThat(client.call("resources/read", "{}").summary()).isEqualTo("200 -32602");
        assertThat(client.call("resources/read", "{'uri':5}").summary()).isEqualTo("200 -32602");
    }

    @Test
    public void aResourceThatBreaksIsAnInternalErrorWithoutItsReason() {
        server.publish(
                Stubs.resource("test:/a", context -> {
                    throw new IllegalStateException("password=canary");
                }),
                Stubs.resource("test:/b", context -> {
                    throw new StackOverflowError();
                }),
                Stubs.resource("test:/c", context -> null));

        for (String uri : List.of("test:/a", "test:/b", "test:/c")) {
            assertThat(modern(uri).summary()).as(uri).isEqualTo("200 -32603");
            assertThat(legacy(uri).response().toString())
                    .as(uri)
                    .contains("-32603")
                    .doesNotContain("canary");
        }
        server.trail()
                .entries("resources/read")
                .forEach(entry -> assertThat(entry.outcome().kind()).isEqualTo(Outcome.Kind.ERROR));
    }

    @Test
    public void policyDecidesOverTheUriAndItsNoIsOnRecordAsSuch() {
        server.publish(Stubs.resource("test:/a", "soup"));
        server.policy().decide("resources/read", new Decision.Deny("closed", "Not on Sundays."));

        Answered answered = modern("test:/a");

        assertThat(answered.summary()).isEqualTo("200 -32603");
        assertThat(answered.message()).isEqualTo("Not on Sundays.");
        assertThat(server.policy().decided("resources/read").get(0).arguments().values())
                .containsEntry("uri", "test:/a");
        assertThat(server.trail().entry("resources/read").outcome())
                .isEqualTo(new Outcome(Outcome.Kind.DENIED, "closed"));
    }

    @Test
    public void overdueIsOnRecordAsSuch() {
        server.timeout(Duration.ofMillis(50));
        server.publish(Stubs.resource("test:/slow", context -> {
            Thread.sleep(Long.MAX_VALUE);
            return null;
        }));

        Answered answered = legacy("test:/slow");

        assertThat(answered.summary()).isEqualTo("200 -32603");
        assertThat(server.trail().entry("resources/read").outcome().kind()).isEqualTo(Outcome.Kind.TIMEOUT);
    }
}
