package io.patchbay.protocol.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.CallException;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.Json;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.WireSchema;
import io.patchbay.protocol.json.BodyWriter;
import io.patchbay.protocol.json.JsonReader;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.wire.Encoded;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;

public class MessagesTest {

    private static final BodyWriter EMPTY = out -> {
        out.writeStartObject();
        out.writeEndObject();
    };

    @Test
    public void echoesTheIdExactly() {
        for (String id : List.of(
                "1",
                "0",
                "-7",
                "9007199254740993",
                "-9223372036854775809",
                "123456789012345678901234567890",
                "\"1\"",
                "\"\"",
                "\"ä\\n\\\"\"")) {
            byte[] message = Messages.result(JsonReader.read(id), EMPTY);

            assertThat(text(message)).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{}}");
        }
    }

    @Test
    public void refusesToAnswerWhatHasNoId() {
        for (String id : List.of("null", "1.0", "true", "{}", "[1]")) {
            assertThatThrownBy(() -> Messages.result(JsonReader.read(id), EMPTY))
                    .as(id)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    public void writesErrorsThatAllSchemasKnow() {
        List<ProtocolException> errors = List.of(
                ProtocolException.parseError("The body is not JSON"),
                ProtocolException.invalidRequest("No method"),
                ProtocolException.methodNotFound(Revision.V2025_11_25, "x/y"),
                ProtocolException.methodNotFound(Revision.V2026_07_28, "x".repeat(10_000)),
                ProtocolException.invalidParams("line\nbreak \ud800"),
                ProtocolException.missingMetadata("No _meta"),
                ProtocolException.resourceNotFound(Revision.V2025_11_25, "a://b"),
                ProtocolException.internal("c-1"),
                ProtocolException.of(new CallException(42, "no", Optional.of(new Json("{\"a\": [1.0]}")))));
        for (ProtocolException error : errors) {
            for (Revision revision : Revision.values()) {
                if (revision.compareTo(Revision.V2025_11_25) >= 0) {
                    WireSchema.assertValid(revision, "JSONRPCErrorResponse", Messages.error(Optional.empty(), error));
                }
                WireSchema.assertValid(
                        revision, "JSONRPCErrorResponse", Messages.error(Optional.of(JsonReader.read("7")), error));
            }
        }
        assertThat(text(Messages.error(Optional.empty(), ProtocolException.parseError("no"))))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32700,\"message\":\"no\"}}");
    }

    @Test
    public void writesTheModernErrorsAsTheirSchemasHaveThem() {
        Optional<JsonNode> id = Optional.of(JsonReader.read("\"a\""));

        WireSchema.assertValid(
                Revision.V2026_07_28,
                "HeaderMismatchError",
                Messages.error(id, ProtocolException.headerMismatch("no")));
        WireSchema.assertValid(
                Revision.V2026_07_28,
                "UnsupportedProtocolVersionError",
                Messages.error(id, ProtocolException.unsupportedVersion("v9")));
        for (ClientCapability capability : ClientCapability.values()) {
            WireSchema.assertValid(
                    Revision.V2026_07_28,
                    "MissingRequiredClientCapabilityError",
                    Messages.error(id, ProtocolException.missingCapability(Set.of(capability), "No.")));
        }
        assertThat(text(Messages.error(
                        id, ProtocolException.missingCapability(EnumSet.allOf(ClientCapability.class), "No."))))
                .contains(
                        "{\"requiredCapabilities\":{\"elicitation\":{\"form\":{},\"url\":{}},\"sampling\":{\"tools\":{},\"context\":{}},\"roots\":{}}}");
        assertThat(text(Messages.error(id, ProtocolException.unsupportedVersion("v9"))))
                .contains("\"data\":{\"supported\":[\"2026-07-28\"],\"requested\":\"v9\"}");
    }

    @Test
    public void givesEachErrorTheCodeAndTheStatusOfItsEra() {
        assertThat(ProtocolException.methodNotFound(Revision.V2025_11_25, "x").status())
                .isEqualTo(200);
        assertThat(ProtocolException.methodNotFound(Revision.V2026_07_28, "x").status())
                .isEqualTo(404);
        assertThat(ProtocolException.resourceNotFound(Revision.V2025_11_25, "a:b")
                        .code())
                .isEqualTo(-32002);
        assertThat(ProtocolException.resourceNotFound(Revision.V2026_07_28, "a:b")
                        .code())
                .isEqualTo(-32602);
        assertThat(ProtocolException.resourceNotFound(Revision.V2026_07_28, "a:b")
                        .data())
                .hasValueSatisfying(
                        data -> assertThat(data.path("uri").textValue()).isEqualTo("a:b"));
        assertThat(ProtocolException.invalidParams("x").status()).isEqualTo(200);
        assertThat(ProtocolException.missingMetadata("x").status()).isEqualTo(400);
        assertThat(ProtocolException.headerMismatch("x").status()).isEqualTo(400);
        assertThat(ProtocolException.internal("x").status()).isEqualTo(200);
    }

    @Test
    public void leavesOutDataThatAConnectorGotWrong() {
        assertThat(ProtocolException.of(new CallException(42, "no", Optional.of(new Json("{oops"))))
                        .data())
                .isEmpty();
    }

    @Test
    public void writesNotificationsAndRequestsOnOneLine() {
        assertThat(text(Messages.notification("notifications/tools/list_changed")))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
        assertThat(text(Messages.notification("n", EMPTY)))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"n\",\"params\":{}}");
        assertThat(text(Messages.request("r-1", "roots/list", EMPTY)))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"r-1\",\"method\":\"roots/list\",\"params\":{}}");
    }

    @Test
    public void writesLongMessagesWhole() {
        String longText = "0123456789ä".repeat(50_000);

        byte[] message = Messages.result(JsonReader.read("1"), out -> {
            out.writeStartObject();
            out.writeStringField("a", longText);
            out.writeBinaryField("b", new byte[100_001]);
            out.writeFieldName("c");
            out.writeRawValue(new Encoded("[1]".getBytes(StandardCharsets.UTF_8)));
            out.writeFieldName("d");
            out.writeRawValue(new Encoded(("\"" + longText + "\"").getBytes(StandardCharsets.UTF_8)));
            out.writeEndObject();
        });

        JsonNode result = WireSchema.read(message).path("result");
        assertThat(result.path("a").textValue()).isEqualTo(longText);
        assertThat(result.path("b").textValue()).hasSize(133_336).endsWith("A=");
        assertThat(result.path("c").path(0).intValue()).isEqualTo(1);
        assertThat(result.path("d").textValue()).isEqualTo(longText);
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.UTF_8);
    }
}
