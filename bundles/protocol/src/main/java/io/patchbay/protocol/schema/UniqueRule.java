package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** The rule of {@code uniqueItems}. */
record UniqueRule() implements ExactKeyword.Rule {

    @Override
    public boolean holds(JsonNode value, Budget budget) {
        if (!value.isArray()) {
            return true;
        }
        Set<String> seen = new HashSet<>();
        for (JsonNode item : value) {
            if (!seen.add(EqualText.of(item, budget))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String complaint(JsonNode value) {
        return "must have only unique items in the array";
    }
}
