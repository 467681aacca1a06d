package io.patchbay.protocol.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/**
 * Reads one JSON text strictly. Rejects trailing data, duplicate names and unpaired surrogates. Keeps numbers exact and applies
 * the limits of {@link Wire}.
 */
public final class JsonReader {

    /**
     * The maximum exponent, which is beyond the range of a double. Larger exponents could fill the memory when the zeros are
     * written out.
     */
    private static final int MAX_SCALE = 2_000;

    /**
     * The maximum number of values. A value with three bytes of text needs about a hundred bytes of memory. Without
     * this limit, a small body could fill the memory.
     */
    private static final int MAX_VALUES = 200_000;

    private final JsonParser parser;
    private final boolean escaped;
    private int valuesLeft;

    private JsonReader(JsonParser parser, boolean escaped, int maxValues) {
        this.parser = parser;
        this.escaped = escaped;
        this.valuesLeft = maxValues;
    }

    /** Reads a body, which must be UTF-8 without a byte order mark. */
    public static JsonNode read(byte[] body) throws ProtocolException {
        Utf8 bytes = Utf8.of(body);
        if (bytes == Utf8.INVALID) {
            throw ProtocolException.parseError("The body is not UTF-8");
        }
        if (body.length > 0 && (body[0] & 0xFF) == 0xEF) {
            throw ProtocolException.parseError("The body is not JSON (at byte 0)");
        }
        try {
            return read(body, bytes == Utf8.ESCAPED);
        } catch (Refused e) {
            throw ProtocolException.parseError("The body is refused: " + e.getMessage());
        } catch (StreamConstraintsException e) {
            throw ProtocolException.parseError(
                    "The body is refused: it exceeds a limit on depth or length, or its names collide");
        } catch (JsonProcessingException e) {
            throw ProtocolException.parseError(
                    "The body is not JSON (at byte " + e.getLocation().getByteOffset() + ")");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Parses a body with a table of names that all bodies share. Parsing with this table can fail because other clients
     * sent names with equal hashes. In that case the body is parsed again with an empty table. A body is therefore
     * refused only for its own content.
     */
    private static JsonNode read(byte[] body, boolean escaped) throws IOException, Refused {
        try (JsonParser parser = Wire.parser(body)) {
            return new JsonReader(parser, escaped, MAX_VALUES).root();
        } catch (StreamConstraintsException | IndexOutOfBoundsException | IllegalStateException e) {
            JsonFactory own = Wire.withoutNames();
            try (JsonParser parser = own.createParser(body)) {
                JsonNode root = new JsonReader(parser, escaped, MAX_VALUES).root();
                Wire.readBodiesWith(own);
                return root;
            } catch (IndexOutOfBoundsException | IllegalStateException again) { // thrown by an overfull table
                throw new Refused("its names collide");
            }
        }
    }

    /**
     * Reads a connector's JSON text.
     *
     * @throws IllegalArgumentException with the reason, if the text is not JSON or exceeds the limits
     */
    public static JsonNode read(String text) {
        try (JsonParser parser = Wire.parser(text)) {
            return new JsonReader(parser, false, Integer.MAX_VALUE).root();
        } catch (Refused e) {
            throw new IllegalArgumentException("the JSON text is refused: " + e.getMessage(), e);
        } catch (StreamConstraintsException e) {
            throw new IllegalArgumentException("the JSON text is refused: it exceeds a limit on depth or length", e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the text is not JSON (at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode root() throws IOException, Refused {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new Refused("the text is empty");
        }
        JsonNode root = value(first);
        if (parser.nextToken() != null) {
            throw new Refused("more text follows the JSON value");
        }
        return root;
    }

    private JsonNode value(JsonToken token) throws IOException, Refused {
        if (--valuesLeft < 0) {
            throw new Refused("the text contains more than " + MAX_VALUES + " values");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> TextNode.valueOf(text(parser.getText()));
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            case VALUE_NULL -> NullNode.instance;
            default -> throw new Refused("a value is missing");
        };
    }

    private ObjectNode object() throws IOException, Refused {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (object.replace(text(name), value(parser.nextToken())) != null) {
                throw new Refused("an object contains the same name twice");
            }
        }
        return object;
    }

    private ArrayNode array() throws IOException, Refused {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(token));
        }
        return array;
    }

    private JsonNode integer() throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> IntNode.valueOf(parser.getIntValue());
            case LONG -> LongNode.valueOf(parser.getLongValue());
            default -> BigIntegerNode.valueOf(parser.getBigIntegerValue());
        };
    }

    private JsonNode decimal() throws IOException, Refused {
        try {
            BigDecimal decimal = parser.getDecimalValue();
            if (Math.abs((long) decimal.scale()) <= MAX_SCALE) {
                boolean negativeZero = decimal.signum() == 0 && parser.getText().startsWith("-");
                return DecimalNode.valueOf(
                        negativeZero ? new NegativeZero(parser.getText(), decimal.scale()) : decimal);
            }
        } catch (NumberFormatException e) {
            // the exponent exceeds even the range of BigDecimal
        }
        throw new Refused("a number is out of range");
    }

    private String text(String text) throws Refused {
        if (escaped && !Texts.isWellFormed(text)) {
            throw new Refused("a string contains half of a surrogate pair");
        }
        return text;
    }

    /** Thrown if a text follows the grammar of JSON but is not accepted. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason, null, false, false);
        }
    }
}
