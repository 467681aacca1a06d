package io.patchbay.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Arguments;
import io.patchbay.api.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Converts between Jackson's JSON trees and the values that connectors use. */
public final class Trees {

    private Trees() {}

    /** @param object a JSON object */
    public static Arguments toArguments(JsonNode object) {
        return object.isEmpty() ? Arguments.none() : Arguments.of(members(object));
    }

    /** Returns a String, Boolean, Long, BigInteger, BigDecimal, List, ordered Map, or null. */
    public static Object toValue(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            case OBJECT -> members(node);
            case ARRAY -> items(node);
            case NULL -> null;
            default -> throw new AssertionError(node.getNodeType());
        };
    }

    /**
     * Parses a connector's JSON for validation.
     *
     * @throws IllegalArgumentException with the reason, if the text is not JSON
     */
    public static JsonNode parse(Json json) {
        return JsonReader.read(json.text());
    }

    /** Parses JSON like {@link #parse}, but returns empty if the text is not JSON. */
    static Optional<JsonNode> parseIfValid(Json json) {
        try {
            return Optional.of(parse(json));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Converts a tree of JDK values to a JSON tree for validation. */
    public static JsonNode toNode(Object value) {
        return parse(Json.of(value));
    }

    /** Writes a connector's value on one line, with its numbers, order and unknown members unchanged. */
    public static void write(JsonGenerator out, Json json) throws IOException {
        try (JsonParser parser = Wire.parser(json.text())) {
            parser.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
            int depth = 0;
            JsonToken token = parser.nextToken();
            do {
                depth += copy(out, parser, token);
                token = parser.nextToken();
            } while (depth > 0);
            if (token != null) {
                throw new IOException("more text follows the JSON value");
            }
        }
    }

    public static void write(JsonGenerator out, JsonNode node) throws IOException {
        switch (node.getNodeType()) {
            case STRING -> out.writeString(Texts.wellFormed(node.textValue()));
            case BOOLEAN -> out.writeBoolean(node.booleanValue());
            case NUMBER -> out.writeNumber(node.asText());
            case NULL -> out.writeNull();
            case ARRAY -> {
                out.writeStartArray();
                for (JsonNode item : node) {
                    write(out, item);
                }
                out.writeEndArray();
            }
            case OBJECT -> {
                out.writeStartObject();
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    out.writeFieldName(Texts.wellFormed(member.getKey()));
                    write(out, member.getValue());
                }
                out.writeEndObject();
            }
            default -> throw new AssertionError(node.getNodeType());
        }
    }

    private static int copy(JsonGenerator out, JsonParser parser, JsonToken token) throws IOException {
        if (token == null) {
            throw new IOException("the JSON value ends too early");
        }
        switch (token) {
            case START_OBJECT -> out.writeStartObject();
            case END_OBJECT -> out.writeEndObject();
            case START_ARRAY -> out.writeStartArray();
            case END_ARRAY -> out.writeEndArray();
            case FIELD_NAME -> out.writeFieldName(Texts.wellFormed(parser.currentName()));
            case VALUE_STRING -> out.writeString(Texts.wellFormed(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(parser.getText());
            case VALUE_TRUE -> out.writeBoolean(true);
            case VALUE_FALSE -> out.writeBoolean(false);
            case VALUE_NULL -> out.writeNull();
            default -> throw new AssertionError(token);
        }
        return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }

    private static Object number(JsonNode node) {
        return switch (node.numberType()) {
            case INT, LONG -> node.longValue();
            case BIG_INTEGER -> node.bigIntegerValue();
            case BIG_DECIMAL -> node.decimalValue();
            default -> new BigDecimal(node.asText());
        };
    }

    private static Map<String, Object> members(JsonNode object) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            members.put(member.getKey(), toValue(member.getValue()));
        }
        return members;
    }

    private static List<Object> items(JsonNode array) {
        List<Object> items = new ArrayList<>(array.size());
        for (Iterator<JsonNode> i = array.elements(); i.hasNext(); ) {
            items.add(toValue(i.next()));
        }
        return items;
    }
}
