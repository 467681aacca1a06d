package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.Set;

/** A JSON Schema keyword that charges the {@link Budget} each time it evaluates a value. */
record MeteredKeyword(Keyword keyword) implements Keyword {

    /** The cost of a keyword for which the library stores or reports much data. */
    private static final int EXPENSIVE_COST = 20;

    private static final Set<String> WITH_PATTERNS = Set.of("pattern", "patternProperties", "additionalProperties");

    @Override
    public String getValue() {
        return keyword.getValue();
    }

    @Override
    public KeywordValidator newValidator(SchemaLocation location, JsonNode node, Schema parent, SchemaContext context)
            throws Exception {
        KeywordValidator validator = keyword.newValidator(location, node, parent, context);
        boolean patterns = WITH_PATTERNS.contains(getValue())
                && (parent.getSchemaNode().has("pattern")
                        || parent.getSchemaNode().has("patternProperties"));
        int cost = getValue().startsWith("unevaluated") ? EXPENSIVE_COST : 1;
        int costPerMember = getValue().equals("propertyNames") ? EXPENSIVE_COST : 0;
        boolean alternatives = getValue().equals("anyOf") || getValue().equals("oneOf");
        return validator == null ? null : new Metered(validator, patterns, alternatives, cost, costPerMember);
    }

    /**
     * Evaluates one keyword and charges its cost.
     *
     * @param cost the cost of evaluating one value
     * @param costPerMember the additional cost of each member of the value
     */
    private record Metered(
            KeywordValidator validator, boolean patterns, boolean alternatives, int cost, int costPerMember)
            implements KeywordValidator {

        @Override
        public void validate(ExecutionContext context, JsonNode value, JsonNode root, NodePath location) {
            Budget budget = (Budget) context;
            budget.spendKeywords(cost + costPerMember * value.size());
            if (patterns) {
                GuardedPattern.runWithBudget(budget, () -> validator.validate(context, value, root, location));
            } else if (alternatives && budget.isThorough()) {
                Alternatives.check(
                        context, getKeyword(), location, () -> validator.validate(context, value, root, location));
            } else {
                validator.validate(context, value, root, location);
            }
        }

        @Override
        public void preloadSchema() {
            validator.preloadSchema();
        }

        @Override
        public String getKeyword() {
            return validator.getKeyword();
        }

        @Override
        public SchemaLocation getSchemaLocation() {
            return validator.getSchemaLocation();
        }
    }
}
