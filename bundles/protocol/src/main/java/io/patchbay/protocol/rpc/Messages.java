package io.patchbay.protocol.rpc;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.protocol.json.BodyWriter;
import io.patchbay.protocol.json.Buffer;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.json.Texts;
import io.patchbay.protocol.json.Trees;
import io.patchbay.protocol.json.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Writes JSON-RPC messages, each on one line.
 *
 * <p>All methods throw {@link UncheckedIOException} if a connector's {@code Json} is not valid JSON. In that case nothing has been
 * sent.
 */
public final class Messages {

    private Messages() {}

    /**
     * Returns the response with a result.
     *
     * @param id the id as the client sent it: a string or an integer of any size
     */
    public static byte[] result(JsonNode id, BodyWriter body) {
        return message(out -> {
            id(out, id);
            out.writeFieldName("result");
            body.write(out);
        });
    }

    /**
     * Returns the response with an error.
     *
     * @param id the id of the request; empty if the server could not read the id
     */
    public static byte[] error(Optional<JsonNode> id, ProtocolException error) {
        return message(out -> {
            if (id.isPresent()) {
                id(out, id.get());
            }
            out.writeFieldName("error");
            write(out, error);
        });
    }

    /** Writes the error object of a response. */
    public static void write(JsonGenerator out, ProtocolException error) throws IOException {
        out.writeStartObject();
        out.writeNumberField("code", error.code());
        out.writeStringField("message", Texts.wellFormed(error.getMessage()));
        if (error.data().isPresent()) {
            out.writeFieldName("data");
            Trees.write(out, error.data().get());
        }
        out.writeEndObject();
    }

    public static byte[] notification(String method) {
        return message(out -> out.writeStringField("method", method));
    }

    public static byte[] notification(String method, BodyWriter params) {
        return message(out -> {
            out.writeStringField("method", method);
            out.writeFieldName("params");
            params.write(out);
        });
    }

    /** Returns a request from the server to a legacy client. */
    public static byte[] request(String id, String method, BodyWriter params) {
        return message(out -> {
            out.writeStringField("id", id);
            out.writeStringField("method", method);
            out.writeFieldName("params");
            params.write(out);
        });
    }

    /** Encodes JSON that is kept and written several times. */
    public static byte[] encoded(BodyWriter body) {
        Buffer buffer = new Buffer();
        try (JsonGenerator out = Wire.generator(buffer)) {
            body.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer.bytes();
    }

    private static byte[] message(BodyWriter members) {
        return encoded(out -> {
            out.writeStartObject();
            out.writeStringField("jsonrpc", "2.0");
            members.write(out);
            out.writeEndObject();
        });
    }

    private static void id(JsonGenerator out, JsonNode id) throws IOException {
        out.writeFieldName("id");
        if (id.isTextual()) {
            out.writeString(id.textValue());
        } else if (id.isIntegralNumber() && id.canConvertToLong()) {
            out.writeNumber(id.longValue());
        } else if (id.isIntegralNumber()) {
            out.writeNumber(id.bigIntegerValue());
        } else {
            throw new IllegalArgumentException("The value is not the id of a message: " + id.getNodeType());
        }
    }
}
