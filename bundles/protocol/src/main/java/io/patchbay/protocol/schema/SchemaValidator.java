package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
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

    private final ErrorFinder finder;
    private final SchemaGraph.Place root;
    private final Set<String> secrets;
    private final List<String> limits;

    private SchemaValidator(ErrorFinder finder, SchemaGraph.Place root, Set<String> secrets, List<String> limits) {
        this.finder = finder;
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
        JsonNode read = LiteralTexts.read(checked.value(), finder.all(checked.value()));
        return read != checked.value() && violations(read).isEmpty() ? new Checked(read, List.of()) : checked;
    }

    /** Returns at most ten errors of the value in words for a model; empty if the value is valid. */
    public List<String> violations(JsonNode value) {
        return violations(value, Violation::text);
    }

    /**
     * Returns errors like {@link #violations}, but for a log. An error names the place and the requirement of the
     * schema, but does not quote the value.
     */
    public List<String> violationsForLog(JsonNode value) {
        return violations(value, Violation::forLog);
    }

    /** Returns the names of properties that the schema marks as secret with {@code writeOnly} or {@code "format": "password"}. */
    public Set<String> secrets() {
        return secrets;
    }

    /** Returns the parts of the schema that some clients refuse, see {@link ClientLimits}. */
    public List<String> limits() {
        return limits;
    }

    private List<String> violations(JsonNode value, Function<Error, String> text) {
        try {
            List<Error> errors = finder.errors(value);
            return errors.isEmpty()
                    ? List.of()
                    : errors.stream().map(text).distinct().limit(MAX_VIOLATIONS).toList();
        } catch (Budget.TooCostly | StackOverflowError e) {
            return List.of(TOO_COSTLY);
        }
    }

    private static SchemaValidator compiled(JsonNode root) {
        SchemaDialect dialect = SchemaDialect.of(root);
        SchemaGraph graph = SchemaGraph.of(root, dialect);
        SchemaRules rules = new SchemaRules(graph);
        rules.check();
        dialect.check(root);
        List<String> limits = ClientLimits.of(graph);
        graph.makeLocal();
        return new SchemaValidator(new ErrorFinder(dialect.compile(root)), graph.root(), rules.secrets(), limits);
    }
}
