package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * Converts JSON values to texts that are equal if the values are equal in JSON Schema. For example, {@code 1}, {@code 1.0} and
 * {@code 10e-1} are equal at every depth. The order of members does not matter. Values crafted for hash collisions cost no more
 * than other values.
 */
final class EqualText {

    /** Converting this number of characters costs as much as evaluating one keyword. */
    private static final int CHARACTERS_PER_KEYWORD = 16;

    private EqualText() {}

    static String of(JsonNode value, Budget budget) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        budget.spendKeywords(out.length() / CHARACTERS_PER_KEYWORD);
        return out.toString();
    }

    static String of(JsonNode value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(JsonNode value, StringBuilder out) {
        switch (value.getNodeType()) {
            case NUMBER -> number(value.decimalValue(), out);
            case STRING -> string(value.textValue(), out);
            case ARRAY -> {
                out.append('[');
                for (JsonNode item : value) {
                    write(item, out);
                    out.append(',');
                }
                out.append(']');
            }
            case OBJECT -> {
                Map<String, JsonNode> sorted = new TreeMap<>();
                value.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
                out.append('{');
                sorted.forEach((name, member) -> {
                    string(name, out);
                    write(member, out);
                });
                out.append('}');
            }
            default -> out.append(value.asText());
        }
    }

    /** Writes the digits without trailing zeros, and a power of ten. */
    private static void number(BigDecimal number, StringBuilder out) {
        if (number.signum() == 0) {
            out.append('0');
            return;
        }
        String digits = number.unscaledValue().toString();
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        out.append(digits, 0, end).append('e').append((long) digits.length() - end - number.scale());
    }

    /** Writes the length before the text, so that one text cannot look like two texts. */
    private static void string(String text, StringBuilder out) {
        out.append('"').append(text.length()).append(':').append(text);
    }
}
