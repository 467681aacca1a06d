package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.Optional;
import java.util.function.Function;

/**
 * A JSON Schema keyword that this server evaluates itself, without the library. The evaluation is exact for every JSON
 * number.
 */
public record ExactKeyword(String getValue, Function<Given, Optional<Rule>> maker) implements Keyword {

    /** Marks errors whose message is a {@link Rule#complaint}. */
    public static final String MESSAGE = "exact";

    /**
     * A keyword in a schema.
     *
     * @param value the value of the keyword
     * @param schema the schema with the keyword, because some keywords depend on other keywords in the same schema
     */
    record Given(JsonNode value, JsonNode schema) {}

    /** The condition that a keyword imposes on a value. */
    interface Rule {

        /** Returns whether the value satisfies the keyword or has a type that the keyword does not restrict. */
        boolean holds(JsonNode value, Budget budget);

        /**
         * Returns the message for a value that violates the rule. The message describes the accepted values and does
         * not quote the rejected value.
         */
        String complaint(JsonNode value);

        /** Returns the missing member that the complaint is about; empty if the complaint is about the value itself. */
        default Optional<String> member(JsonNode value) {
            return Optional.empty();
        }
    }

    @Override
    public KeywordValidator newValidator(SchemaLocation location, JsonNode node, Schema parent, SchemaContext context) {
        return maker.apply(new Given(node, parent.getSchemaNode()))
                .map(rule -> new Validator(this, node, location, rule))
                .orElse(null);
    }

    private static final class Validator extends AbstractKeywordValidator {

        private final Rule rule;

        Validator(Keyword keyword, JsonNode node, SchemaLocation location, Rule rule) {
            super(keyword, node, location);
            this.rule = rule;
        }

        @Override
        public void validate(ExecutionContext context, JsonNode value, JsonNode root, NodePath location) {
            if (rule.holds(value, (Budget) context)) {
                return;
            }
            Error.Builder error = Error.builder()
                    .keyword(getKeyword())
                    .messageKey(MESSAGE)
                    .instanceNode(value)
                    .instanceLocation(location)
                    .schemaLocation(schemaLocation)
                    .evaluationPath(context.getEvaluationPath())
                    .messageSupplier(() -> rule.complaint(value));
            rule.member(value).ifPresent(error::property);
            context.addError(error.build());
        }
    }
}
