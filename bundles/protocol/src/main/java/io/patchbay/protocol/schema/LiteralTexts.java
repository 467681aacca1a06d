package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.patchbay.protocol.json.JsonReader;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Converts a text to the number or boolean that the text spells, if the schema rejects the text because of its type. Converts only
 * exact JSON literals. A text with blanks, a leading zero, a leading plus or another spelling of true or false is not converted.
 */
final class LiteralTexts {

    private static final int MAX_LITERAL_LENGTH = 1_000;
    private static final Pattern LITERAL =
            Pattern.compile("true|false|-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

    private LiteralTexts() {}

    /**
     * Returns the value with texts converted, or the same object if no text can be converted. The caller must validate the result
     * again.
     *
     * @param errors the errors of the value
     */
    static JsonNode read(JsonNode value, List<Error> errors) {
        JsonNode read = value;
        for (Error error : errors) {
            for (List<Error> alternative : Alternatives.of(error)) {
                read = read(read, alternative);
            }
            if (error.getKeyword().equals("type")) {
                read = readAt(read, value, error.getInstanceLocation());
            }
        }
        return read;
    }

    /**
     * Returns the value with the text at a place converted.
     *
     * @param original the value before all conversions; the first conversion copies it
     */
    private static JsonNode readAt(JsonNode value, JsonNode original, NodePath place) {
        Optional<JsonNode> literal = literal(at(value, place, place.getNameCount()));
        if (literal.isEmpty() || place.getNameCount() == 0) {
            return value;
        }
        JsonNode copy = value == original ? value.deepCopy() : value;
        JsonNode parent = at(copy, place, place.getNameCount() - 1);
        Object last = place.getElement(place.getNameCount() - 1);
        if (parent instanceof ObjectNode object) {
            object.set(last.toString(), literal.get());
        } else if (parent instanceof ArrayNode array) {
            array.set((Integer) last, literal.get());
        }
        return copy;
    }

    private static JsonNode at(JsonNode value, NodePath place, int steps) {
        JsonNode found = value;
        for (int i = 0; i < steps; i++) {
            Object step = place.getElement(i);
            found = found.isArray() ? found.path((Integer) step) : found.path(step.toString());
        }
        return found;
    }

    private static Optional<JsonNode> literal(JsonNode node) {
        if (!node.isTextual()
                || node.textValue().length() > MAX_LITERAL_LENGTH
                || !LITERAL.matcher(node.textValue()).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonReader.read(node.textValue()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a number out of range
        }
    }
}
