package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keyword {@code dependencies} of the older dialects. This class checks required members, and the library checks schemas. */
record DependenciesKeyword(Keyword library) implements Keyword {

    @Override
    public String getValue() {
        return library.getValue();
    }

    @Override
    public KeywordValidator newValidator(SchemaLocation location, JsonNode node, Schema parent, SchemaContext context)
            throws Exception {
        ObjectNode schemas = ((ObjectNode) node).objectNode();
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!member.getValue().isArray()) {
                schemas.set(member.getKey(), member.getValue());
            }
        }
        List<KeywordValidator> validators = new ArrayList<>();
        validators.add(new ExactKeyword(getValue(), given -> Optional.of(DependentRule.of(given.value())))
                .newValidator(location, node, parent, context));
        if (!schemas.isEmpty()) {
            validators.add(library.newValidator(location, schemas, parent, context));
        }
        return new Both(List.copyOf(validators));
    }

    private record Both(List<KeywordValidator> validators) implements KeywordValidator {

        @Override
        public void validate(ExecutionContext context, JsonNode value, JsonNode root, NodePath location) {
            for (KeywordValidator validator : validators) {
                validator.validate(context, value, root, location);
            }
        }

        @Override
        public void preloadSchema() {
            validators.forEach(KeywordValidator::preloadSchema);
        }

        @Override
        public String getKeyword() {
            return validators.get(0).getKeyword();
        }

        @Override
        public SchemaLocation getSchemaLocation() {
            return validators.get(0).getSchemaLocation();
        }
    }
}
