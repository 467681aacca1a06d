package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** The rule of {@code const}. */
record ConstRule(JsonNode constant, String equal) implements ExactKeyword.Rule {

    static ConstRule of(JsonNode constant) {
        return new ConstRule(constant, EqualText.of(constant));
    }

    @Override
    public boolean holds(JsonNode value, Budget budget) {
        if (value.getNodeType() != constant.getNodeType() || value.size() != constant.size()) {
            return false;
        }
        return value.isTextual()
                ? value.textValue().equals(constant.textValue())
                : EqualText.of(value, budget).equals(equal);
    }

    @Override
    public String complaint(JsonNode value) {
        return "must be the constant value " + constant;
    }
}
