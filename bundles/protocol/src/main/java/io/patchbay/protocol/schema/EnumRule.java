package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rule of {@code enum}.
 *
 * @param others the values that are not strings, converted by {@link EqualText}
 * @param text all values, for the message
 */
record EnumRule(Set<String> strings, Set<String> others, String text) implements ExactKeyword.Rule {

    static EnumRule of(JsonNode values) {
        Set<String> strings = new HashSet<>();
        Set<String> others = new HashSet<>();
        List<String> texts = new ArrayList<>();
        for (JsonNode value : values) {
            if (value.isTextual()) {
                strings.add(value.textValue());
            } else {
                others.add(EqualText.of(value));
            }
            texts.add(value.toString());
        }
        return new EnumRule(Set.copyOf(strings), Set.copyOf(others), "[" + String.join(", ", texts) + "]");
    }

    @Override
    public boolean holds(JsonNode value, Budget budget) {
        return value.isTextual()
                ? strings.contains(value.textValue())
                : !others.isEmpty() && others.contains(EqualText.of(value, budget));
    }

    @Override
    public String complaint(JsonNode value) {
        return "must be one of " + text;
    }
}
