package io.patchbay.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** A dialect of JSON Schema that is understood here; without {@code $schema} it is the first. */
enum SchemaDialect {
    V2020_12("https://json-schema.org/draft/2020-12/schema", Dialects::getDraft202012),
    DRAFT_07("http://json-schema.org/draft-07/schema", Dialects::getDraft7);

    private final String id;
    private final Supplier<Dialect> dialect;
    private Optional<Schemas> schemas = Optional.empty();

    SchemaDialect(String id, Supplier<Dialect> dialect) {
        this.id = id;
        this.dialect = dialect;
    }

    /** What checks schemas, and what makes validators of them. */
    private record Schemas(Schema meta, SchemaRegistry registry) {

        static Schemas of(Dialect dialect) {
            return new Schemas(
                    SchemaRegistry.withDialect(dialect).getSchema(SchemaLocation.of(dialect.getId())),
                    SchemaRegistry.withDialect(metered(dialect), registry -> registry.schemaCacheEnabled(false)
                            .schemaLoader(loader -> loader.block(iri -> true))
                            .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                    .regularExpressionFactory(GuardedPattern::new)
                                    .formatAssertionsEnabled(false)
                                    .locale(Locale.ENGLISH)
                                    .build())));
        }
    }

    /** @throws IllegalArgumentException when the schema names another */
    static SchemaDialect of(JsonNode root) {
        JsonNode named = root.path("$schema");
        if (named.isMissingNode()) {
            return V2020_12;
        }
        for (SchemaDialect dialect : values()) {
            if (dialect.id.equals(withoutFragment(named.asText()))) {
                return dialect;
            }
        }
        throw new IllegalArgumentException("\"$schema\" is neither JSON Schema 2020-12 nor draft-07");
    }

    /**
     * A schema to check values with, within a {@link Budget}.
     *
     * @throws IllegalArgumentException with the reason, when the schema is not valid
     */
    Schema compile(JsonNode root) {
        Schemas schemas = schemas();
        List<Error> errors = schemas.meta().validate(root);
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException("not a valid JSON Schema: " + errors.get(0));
        }
        try {
            Schema schema = schemas.registry().getSchema(local(root));
            schema.initializeValidators();
            return schema;
        } catch (SchemaException | IllegalArgumentException e) {
            throw new IllegalArgumentException("not a valid JSON Schema: " + e.getMessage(), e);
        }
    }

    /** Made when a schema first asks: reading a dialect takes a part of the start. */
    private synchronized Schemas schemas() {
        if (schemas.isEmpty()) {
            schemas = Optional.of(Schemas.of(dialect.get()));
        }
        return schemas.get();
    }

    static ExecutionConfig execution(boolean failFast) {
        return ExecutionConfig.builder().failFast(failFast).locale(Locale.ENGLISH).build();
    }

    /** All references lead to places inside, so its own address does not matter; the library is to know of none. */
    private static JsonNode local(JsonNode root) {
        return root.isObject() ? ((ObjectNode) root.deepCopy()).without(List.of("$id", "$schema")) : root;
    }

    private static Dialect metered(Dialect dialect) {
        List<Keyword> metered = new ArrayList<>();
        for (Keyword keyword : dialect.getKeywords().values()) {
            switch (keyword.getValue()) {
                case "title", "description", "default", "examples", "deprecated", "$comment", "readOnly", "writeOnly",
                        "contentEncoding", "contentMediaType", "contentSchema" -> metered.add(new Silent(keyword.getValue()));
                case "uniqueItems" -> metered.add(new MeteredKeyword(new UniqueItems()));
                // the library lets nobody in here; it asserts no formats anyway
                case "format" -> {}
                default -> metered.add(new MeteredKeyword(keyword));
            }
        }
        return Dialect.builder(dialect)
                .keywords(metered)
                .unknownKeywordFactory((name, context) -> null)
                .build();
    }

    private static String withoutFragment(String uri) {
        return uri.endsWith("#") ? uri.substring(0, uri.length() - 1) : uri;
    }

    /** A keyword that describes a value and does not judge it: it is not looked at when a value is checked. */
    private record Silent(String getValue) implements Keyword {

        @Override
        public KeywordValidator newValidator(SchemaLocation location, JsonNode node, Schema parent, SchemaContext context) {
            return null;
        }
    }
}
