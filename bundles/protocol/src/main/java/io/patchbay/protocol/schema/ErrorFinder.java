package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.FailFastAssertionException;
import com.networknt.schema.Schema;
import java.util.List;

/**
 * Finds the errors of values against one compiled schema, within a {@link Budget}. A fast check looks for the first
 * error. If the fast check finds an error, a thorough check collects all errors. Thread-safe.
 */
final class ErrorFinder {

    private static final ExecutionConfig FAST = SchemaDialect.execution(true);
    private static final ExecutionConfig THOROUGH = SchemaDialect.execution(false);

    private final Schema schema;

    /** @param schema as returned by {@link SchemaDialect#compile} */
    ErrorFinder(Schema schema) {
        this.schema = schema;
    }

    /**
     * Returns the errors of the value; empty if the value is valid.
     *
     * @throws Budget.TooCostly if the fast check exceeds the budget
     * @throws StackOverflowError if the value is nested too deeply for the fast check
     */
    List<Error> errors(JsonNode value) {
        List<Error> first = first(value);
        return first.isEmpty() ? first : all(value, first);
    }

    /** Returns the errors that the thorough check finds within its budget. */
    List<Error> all(JsonNode value) {
        return all(value, List.of());
    }

    private List<Error> first(JsonNode value) {
        Budget budget = new Budget(FAST);
        try {
            schema.validate(budget, value);
            // for failed alternatives the library records errors and does not throw
            return budget.found();
        } catch (FailFastAssertionException e) {
            return e.getErrors();
        }
    }

    /**
     * Returns the errors of a thorough check.
     *
     * @param first the errors of the fast check, returned if the thorough check finds none
     */
    private List<Error> all(JsonNode value, List<Error> first) {
        Budget budget = new Budget(THOROUGH);
        try {
            schema.validate(budget, value);
        } catch (Budget.TooCostly | StackOverflowError e) {
            // the errors found so far are enough
        }
        return budget.found().isEmpty() ? first : budget.found();
    }
}
