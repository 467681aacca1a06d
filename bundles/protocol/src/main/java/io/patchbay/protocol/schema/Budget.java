package io.patchbay.protocol.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaException;
import java.util.List;

/** The budget for validating one value, so that a hostile value or a careless schema cannot occupy a thread for long. */
final class Budget extends ExecutionContext {

    /** Evaluations of a keyword on a value; each takes about ten nanoseconds. */
    private static final int MAX_KEYWORDS = 2_000_000;
    /** Characters that patterns read beyond the free rounds, whose cost is in proportion to the value. */
    private static final int MAX_CHARACTERS = 2_000_000;

    private static final int MAX_ERRORS = 50;

    private int keywordsLeft = MAX_KEYWORDS;
    private int charactersLeft = MAX_CHARACTERS;
    private final List<Error> found;

    Budget(ExecutionConfig config) {
        super(config);
        this.found = getErrors();
    }

    /** Returns the certain errors of the value, even after an aborted check. Excludes errors inside alternatives. */
    List<Error> found() {
        return found;
    }

    /** Returns whether the check collects all errors; otherwise it stops at the first. */
    boolean isThorough() {
        return !getExecutionConfig().isFailFast();
    }

    void spendKeywords(int count) {
        keywordsLeft -= count;
        if (keywordsLeft < 0) {
            throw new TooCostly();
        }
    }

    void spendCharacter() {
        if (--charactersLeft < 0) {
            throw new TooCostly();
        }
    }

    /** Aborts the check after the maximum of certain errors. Drops excess errors of an alternative: only their presence matters. */
    @Override
    public void addError(Error error) {
        if (getErrors().size() < MAX_ERRORS) {
            super.addError(error);
        } else if (getErrors() == found) {
            throw new TooCostly();
        }
    }

    /** Thrown to abort the check. */
    static final class TooCostly extends SchemaException {
        private static final long serialVersionUID = 1L;

        TooCostly() {
            super("too costly to check");
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
