package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The rule of {@code type}, with one type or several. In every dialect, a whole number in any notation is an integer. */
record TypeRule(List<String> types) implements ExactKeyword.Rule {

    static TypeRule of(JsonNode given) {
        List<String> types = new ArrayList<>();
        if (given.isTextual()) {
            types.add(given.textValue());
        }
        given.forEach(type -> types.add(type.asText()));
        return new TypeRule(List.copyOf(types));
    }

    @Override
    public boolean holds(JsonNode value, Budget budget) {
        String name = name(value);
        for (int i = 0; i < types.size(); i++) {
            String type = types.get(i);
            if (type.equals(name)
                    || value.isNumber()
                            && (type.equals("number") || type.equals("integer") && Numbers.isWhole(value, budget))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String complaint(JsonNode value) {
        return "expected " + String.join(" or ", types) + ", got " + name(value);
    }

    private static String name(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            default -> throw new AssertionError(value.getNodeType());
        };
    }
}
