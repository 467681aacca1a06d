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

/** A keyword of JSON Schema that takes from the {@link Budget} each time it looks at a value. */
record MeteredKeyword(Keyword keyword) implements Keyword {

    /** Some keywords make the library remember or say much. */
    private static final int DEAR = 20;

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
        int each = getValue().startsWith("unevaluated") ? DEAR : 1;
        int perMember = getValue().equals("propertyNames") ? DEAR : 0;
        boolean alternatives = getValue().equals("anyOf") || getValue().equals("oneOf");
        return validator == null ? null : new Metered(validator, patterns, alternatives, each, perMember);
    }

    /**
     * @param each what looking at one value costs
     * @param perMember what each member of it costs besides
     */
    private record Metered(KeywordValidator validator, boolean patterns, boolean alternatives, int each, int perMember)
            implements KeywordValidator {

        @Override
        public void validate(ExecutionContext context, JsonNode value, JsonNode root, NodePath location) {
            Budget budget = (Budget) context;
            budget.keywords(each + perMember * value.size());
            if (patterns) {
                GuardedPattern.paying(budget, () -> validator.validate(context, value, root, location));
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
