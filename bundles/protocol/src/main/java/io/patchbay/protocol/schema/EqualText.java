package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * One text for all JSON values that are equal as JSON Schema defines it: {@code 1}, {@code 1.0} and {@code 10e-1} are, at every
 * depth, and so are objects whose members are in another order. Values made to have equal hashes cost no more than others.
 */
final class EqualText {

    private static final int CHARACTERS_A_KEYWORD = 16;

    private EqualText() {}

    static String of(JsonNode value, Budget budget) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        budget.keywords(out.length() / CHARACTERS_A_KEYWORD);
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

    /** Its digits without the zeros at the end, and a power of ten. */
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

    /** With its length before it, so that no text looks like two. */
    private static void string(String text, StringBuilder out) {
        out.append('"').append(text.length()).append(':').append(text);
    }
}
