package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.FailFastAssertionException;
import io.patchbay.api.Schema;
import io.patchbay.protocol.json.Trees;
import io.patchbay.protocol.wire.WireFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Validates values against one JSON Schema, in the {@link SchemaDialect} that the schema names, at bounded cost. Thread-safe. */
public final class SchemaValidator {

    private static final int MAX_VIOLATIONS = 10;
    private static final String TOO_COSTLY = "the value is too large or too complex to check";
    private static final ExecutionConfig FAST = SchemaDialect.execution(true);
    private static final ExecutionConfig THOROUGH = SchemaDialect.execution(false);

    private final com.networknt.schema.Schema schema;
    private final SchemaGraph.Place root;
    private final Set<String> secrets;
    private final List<String> limits;

    private SchemaValidator(
            com.networknt.schema.Schema schema, SchemaGraph.Place root, Set<String> secrets, List<String> limits) {
        this.schema = schema;
        this.root = root;
        this.secrets = Set.copyOf(secrets);
        this.limits = limits;
    }

    /**
     * A validated value.
     *
     * @param value the value without the members that {@link NullMembers} removes, and with the texts that {@link LiteralTexts}
     *     converts
     * @param violations the errors, as returned by {@link SchemaValidator#violations}
     */
    public record Checked(JsonNode value, List<String> violations) {}

    /**
     * Compiles the schema of a tool's input or of a form. The root of the schema must have {@code "type": "object"}.
     *
     * @throws IllegalArgumentException with the reason, if the schema is not supported
     */
    public static SchemaValidator compile(Schema schema) {
        JsonNode root = Trees.parse(schema.json());
        if (!WireFormat.isObject(root)) {
            throw new IllegalArgumentException("the root of the schema does not have \"type\": \"object\"");
        }
        return compiled(root);
    }

    /** Compiles the schema of a tool's output like {@link #compile}, but the root may have any type. */
    public static SchemaValidator compileOutput(Schema schema) {
        JsonNode root = Trees.parse(schema.json());
        if (!root.isObject()) {
            throw new IllegalArgumentException("the schema is not a JSON object");
        }
        return compiled(root);
    }

    /**
     * Validates arguments. If the arguments are invalid, removes optional members that are null although the schema forbids null.
     * Then validates the arguments again.
     */
    public Checked check(JsonNode arguments) {
        List<String> violations = violations(arguments);
        if (!violations.isEmpty()) {
            JsonNode without = NullMembers.without(arguments, root);
            if (without != arguments) {
                return new Checked(without, violations(without));
            }
        }
        return new Checked(arguments, violations);
    }

    /**
     * Validates arguments like {@link #check}. Converts texts that spell a number or a boolean where the schema allows no text.
     * Keeps the conversions only if they make all arguments valid.
     */
    public Checked checkReadingTexts(JsonNode arguments) {
        Checked checked = check(arguments);
        if (checked.violations().isEmpty()) {
            return checked;
        }
        JsonNode read = LiteralTexts.read(checked.value(), errors(checked.value(), List.of()));
        return read != checked.value() && violations(read).isEmpty() ? new Checked(read, List.of()) : checked;
    }

    /** Returns at most ten errors of the value in words for a model; empty if the value is valid. */
    public List<String> violations(JsonNode value) {
        return violations(value, Violation::text);
    }

    /**
     * Returns errors like {@link #violations}, but for a log. An error names the place and the requirement of the schema, and
     * nothing of the value.
     */
    public List<String> violationsForLog(JsonNode value) {
        return violations(value, Violation::forLog);
    }

    private List<String> violations(JsonNode value, Function<Error, String> text) {
        Budget budget = new Budget(FAST);
        try {
            schema.validate(budget, value);
            // for failed alternatives the library records errors and does not throw
            return budget.found().isEmpty() ? List.of() : details(value, budget.found(), text);
        } catch (FailFastAssertionException e) {
            return details(value, e.getErrors(), text);
        } catch (Budget.TooCostly | StackOverflowError e) {
            return List.of(TOO_COSTLY);
        }
    }

    /** Returns the names of properties that the schema marks as secret with {@code writeOnly} or {@code "format": "password"}. */
    public Set<String> secrets() {
        return secrets;
    }

    /** Returns the parts of the schema that some clients refuse, see {@link ClientLimits}. */
    public List<String> limits() {
        return limits;
    }

    private List<String> details(JsonNode value, List<Error> first, Function<Error, String> text) {
        return errors(value, first).stream()
                .map(text)
                .distinct()
                .limit(MAX_VIOLATIONS)
                .toList();
    }

    /**
     * Returns the errors of a thorough check.
     *
     * @param first the errors of the fast check, returned if the thorough check finds none
     */
    private List<Error> errors(JsonNode value, List<Error> first) {
        Budget budget = new Budget(THOROUGH);
        try {
            schema.validate(budget, value);
        } catch (Budget.TooCostly | StackOverflowError e) {
            // the errors found so far are enough
        }
        return budget.found().isEmpty() ? first : budget.found();
    }

    private static SchemaValidator compiled(JsonNode root) {
        SchemaDialect dialect = SchemaDialect.of(root);
        SchemaGraph graph = SchemaGraph.of(root, dialect);
        SchemaRules rules = new SchemaRules(graph);
        rules.check();
        dialect.check(root);
        List<String> limits = ClientLimits.of(graph);
        graph.makeLocal();
        return new SchemaValidator(dialect.compile(root), graph.root(), rules.secrets(), limits);
    }
}
