package io.patchbay.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code uniqueItems} by one text for all equal items, instead of the trees' hashes: {@code 1} equals {@code 1.0}, and items
 * made to collide cost no more than others.
 */
final class UniqueItems implements Keyword {

    private static final int CHARACTERS_A_KEYWORD = 16;

    @Override
    public String getValue() {
        return KeywordType.UNIQUE_ITEMS.getValue();
    }

    @Override
    public KeywordValidator newValidator(SchemaLocation location, JsonNode node, Schema parent, SchemaContext context) {
        return node.asBoolean() ? new Validator(location, node, parent, context) : null;
    }

    private static void text(JsonNode value, StringBuilder out) {
        switch (value.getNodeType()) {
            case NUMBER -> out.append(
                    value.decimalValue().signum() == 0 ? "0" : value.decimalValue().stripTrailingZeros().toString());
            case STRING -> string(value.textValue(), out);
            case ARRAY -> {
                out.append('[');
                for (JsonNode item : value) {
                    text(item, out);
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
                    text(member, out);
                });
                out.append('}');
            }
            default -> out.append(value.asText());
        }
    }

    /** With its length before it, so that no text looks like two. */
    private static void string(String text, StringBuilder out) {
        out.append('"').append(text.length()).append(':').append(text);
    }

    private static final class Validator extends BaseKeywordValidator {

        Validator(SchemaLocation location, JsonNode node, Schema parent, SchemaContext context) {
            super(KeywordType.UNIQUE_ITEMS, node, location, parent, context);
        }

        @Override
        public void validate(ExecutionContext context, JsonNode value, JsonNode root, NodePath location) {
            if (!value.isArray()) {
                return;
            }
            Set<String> seen = new HashSet<>();
            for (JsonNode item : value) {
                StringBuilder out = new StringBuilder();
                text(item, out);
                ((Budget) context).keywords(out.length() / CHARACTERS_A_KEYWORD);
                if (!seen.add(out.toString())) {
                    context.addError(error().instanceNode(value)
                            .instanceLocation(location)
                            .evaluationPath(context.getEvaluationPath())
                            .locale(context.getExecutionConfig().getLocale())
                            .build());
                    return;
                }
            }
        }
    }
}
