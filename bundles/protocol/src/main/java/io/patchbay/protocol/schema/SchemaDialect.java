package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
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
import io.patchbay.protocol.json.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The supported dialects of JSON Schema. A schema without {@code $schema} is in the first dialect. */
enum SchemaDialect {
    V2020_12("json-schema.org/draft/2020-12/schema", Dialects::getDraft202012),
    V2019_09("json-schema.org/draft/2019-09/schema", Dialects::getDraft201909),
    DRAFT_07("json-schema.org/draft-07/schema", Dialects::getDraft7),
    DRAFT_06("json-schema.org/draft-06/schema", Dialects::getDraft6),
    DRAFT_04("json-schema.org/draft-04/schema", Dialects::getDraft4);

    private final String id;
    private final Supplier<Dialect> dialect;

    @GuardedBy("this")
    private Optional<Schemas> schemas = Optional.empty();

    /**
     * Creates a dialect.
     *
     * @param id the id without the scheme, because generators write both {@code http} and {@code https}
     */
    SchemaDialect(String id, Supplier<Dialect> dialect) {
        this.id = id;
        this.dialect = dialect;
    }

    /**
     * The library's objects for one dialect.
     *
     * @param meta validates schemas
     * @param registry creates the validators of schemas
     */
    private record Schemas(Schema meta, SchemaRegistry registry) {

        static Schemas of(Dialect dialect) {
            return new Schemas(
                    SchemaRegistry.withDialect(dialect, registry -> registry.schemaRegistryConfig(config()))
                            .getSchema(SchemaLocation.of(dialect.getId())),
                    SchemaRegistry.withDialect(
                            dialect,
                            registry -> registry.schemaCacheEnabled(false)
                                    .schemaLoader(loader -> loader.block(iri -> true))
                                    .schemaRegistryConfig(config())));
        }

        private static SchemaRegistryConfig config() {
            return SchemaRegistryConfig.builder()
                    .regularExpressionFactory(GuardedPattern::new)
                    .formatAssertionsEnabled(false)
                    .locale(Locale.ENGLISH)
                    .build();
        }
    }

    /**
     * Returns the dialect of a schema.
     *
     * @throws IllegalArgumentException if the schema names an unsupported dialect
     */
    static SchemaDialect of(JsonNode root) {
        JsonNode named = root.path("$schema");
        return named.isMissingNode() ? V2020_12 : named(named);
    }

    /**
     * Returns the dialect with a name.
     *
     * @throws IllegalArgumentException if no supported dialect has this name
     */
    static SchemaDialect named(JsonNode name) {
        String id = name.isTextual()
                ? name.textValue().replaceFirst("^https?://", "").replaceFirst("#$", "")
                : "";
        for (SchemaDialect dialect : values()) {
            if (dialect.id.equals(id)) {
                return dialect;
            }
        }
        throw new IllegalArgumentException("\"$schema\" is " + Texts.clipped(name.toString())
                + ", which is not a supported dialect (2020-12, 2019-09, draft-07, draft-06, draft-04)");
    }

    /** Returns the name of the keyword that contains the address of a schema. */
    String idKeyword() {
        return this == DRAFT_04 ? "id" : "$id";
    }

    /**
     * Returns whether this is an older dialect. In older dialects {@code $id} may also be an anchor ({@code "#name"}), and
     * {@code $ref} disables the keywords next to it.
     */
    boolean isOld() {
        return this == DRAFT_07 || this == DRAFT_06 || this == DRAFT_04;
    }

    /**
     * Checks a schema against the meta schema.
     *
     * @throws IllegalArgumentException with the reason, if the schema is not valid in this dialect
     */
    void check(JsonNode root) {
        Budget budget = new Budget(execution(false));
        try {
            schemas().meta().validate(budget, root);
        } catch (Budget.TooCostly | StackOverflowError e) {
            if (budget.found().isEmpty()) {
                throw new IllegalArgumentException("the schema is too large or too complex to check");
            }
        }
        List<Error> errors = budget.found();
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(
                    "the schema is not a valid JSON Schema: " + Violation.text(errors.get(0)));
        }
    }

    /**
     * Compiles a schema that validates values within a {@link Budget}.
     *
     * @param root a valid schema without references to the outside
     */
    Schema compile(JsonNode root) {
        try {
            Schema schema = schemas().registry().getSchema(root);
            schema.initializeValidators();
            return schema;
        } catch (SchemaException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the schema is not a valid JSON Schema: " + e.getMessage(), e);
        }
    }

    static ExecutionConfig execution(boolean failFast) {
        return ExecutionConfig.builder()
                .failFast(failFast)
                .locale(Locale.ENGLISH)
                .build();
    }

    /** Returns the library's objects. Creates them on first use, because loading a dialect would slow the start of the server. */
    private synchronized Schemas schemas() {
        if (schemas.isEmpty()) {
            schemas = Optional.of(Schemas.of(metered(dialect.get())));
        }
        return schemas.get();
    }

    private Dialect metered(Dialect dialect) {
        Map<String, Keyword> exact = ExactKeywords.of(this == DRAFT_04);
        List<Keyword> metered = new ArrayList<>();
        for (Keyword keyword : dialect.getKeywords().values()) {
            switch (keyword.getValue()) {
                case "title",
                        "description",
                        "default",
                        "examples",
                        "deprecated",
                        "$comment",
                        "readOnly",
                        "writeOnly",
                        "contentEncoding",
                        "contentMediaType",
                        "contentSchema" -> metered.add(new Silent(keyword.getValue()));
                case "dependencies" -> metered.add(new MeteredKeyword(new DependenciesKeyword(keyword)));
                // the library accepts no wrapper for this keyword, and this server never checks formats
                case "format" -> {}
                default -> metered.add(new MeteredKeyword(exact.getOrDefault(keyword.getValue(), keyword)));
            }
        }
        return Dialect.builder(dialect)
                .keywords(metered)
                .unknownKeywordFactory((name, context) -> null)
                .build();
    }

    /** A keyword that describes a value and does not restrict the value. Validation ignores the keyword. */
    private record Silent(String getValue) implements Keyword {

        @Override
        public KeywordValidator newValidator(
                SchemaLocation location, JsonNode node, Schema parent, SchemaContext context) {
            return null;
        }
    }
}
