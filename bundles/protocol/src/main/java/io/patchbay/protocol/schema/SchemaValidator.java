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

/** Checks values against one JSON Schema (in the {@link SchemaDialect} that it names). Thread-safe; its cost is bounded. */
public final class SchemaValidator {

    private static final int MOST_VIOLATIONS = 10;
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
     * A value that was checked.
     *
     * @param value without the members that {@link NullMembers} leaves out, and with the texts read that {@link LiteralTexts} reads
     * @param violations as {@link SchemaValidator#violations} has them
     */
    public record Checked(JsonNode value, List<String> violations) {}

    /**
     * For a tool's input, or a form: its root must say {@code "type": "object"}.
     *
     * @throws IllegalArgumentException with the reason, when the schema is not one that is served
     */
    public static SchemaValidator compile(Schema schema) {
        JsonNode root = Trees.parse(schema.json());
        if (!WireFormat.isObject(root)) {
            throw new IllegalArgumentException("the root of the schema does not say \"type\": \"object\"");
        }
        return compiled(root);
    }

    /** For a tool's output: any schema. Otherwise as {@link #compile}. */
    public static SchemaValidator compileOutput(Schema schema) {
        JsonNode root = Trees.parse(schema.json());
        if (!root.isObject()) {
            throw new IllegalArgumentException("the schema is not a JSON object");
        }
        return compiled(root);
    }

    /** Checks arguments; null for a member that may be left out, and whose schema does not admit null, counts as left out. */
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
     * As {@link #check}; text that spells a number or a boolean is read as that where the schema admits no text, if all arguments fit
     * then.
     */
    public Checked checkReadingTexts(JsonNode arguments) {
        Checked checked = check(arguments);
        if (checked.violations().isEmpty()) {
            return checked;
        }
        JsonNode read = LiteralTexts.read(checked.value(), errors(checked.value(), List.of()));
        return read != checked.value() && violations(read).isEmpty() ? new Checked(read, List.of()) : checked;
    }

    /** What is wrong with the value, readable for a model; empty when nothing is, at most ten. */
    public List<String> violations(JsonNode value) {
        return violations(value, Violation::text);
    }

    /** The same for a log: where the value goes wrong and what the schema demands there, without anything of the value. */
    public List<String> violationsForLog(JsonNode value) {
        return violations(value, Violation::forLog);
    }

    private List<String> violations(JsonNode value, Function<Error, String> text) {
        Budget budget = new Budget(FAST);
        try {
            schema.validate(budget, value);
            // where alternatives failed, the library only notes it
            return budget.found().isEmpty() ? List.of() : details(value, budget.found(), text);
        } catch (FailFastAssertionException e) {
            return details(value, e.getErrors(), text);
        } catch (Budget.TooCostly | StackOverflowError e) {
            return List.of(TOO_COSTLY);
        }
    }

    /** The names of properties that the schema marks as secret: {@code writeOnly}, or {@code "format": "password"}. */
    public Set<String> secrets() {
        return secrets;
    }

    /** What of the schema some clients refuse, see {@link ClientLimits}. */
    public List<String> limits() {
        return limits;
    }

    private List<String> details(JsonNode value, List<Error> first, Function<Error, String> text) {
        return errors(value, first).stream()
                .map(text)
                .distinct()
                .limit(MOST_VIOLATIONS)
                .toList();
    }

    /** @param first what the fast check has found, for where nothing else is found */
    private List<Error> errors(JsonNode value, List<Error> first) {
        Budget budget = new Budget(THOROUGH);
        try {
            schema.validate(budget, value);
        } catch (Budget.TooCostly | StackOverflowError e) {
            // what was found until then is enough
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
