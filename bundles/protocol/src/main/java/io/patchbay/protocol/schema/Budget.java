package io.patchbay.protocol.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaException;
import java.util.List;

/** Limits the cost of validating one value. A hostile value or a careless schema then cannot occupy a thread for long. */
final class Budget extends ExecutionContext {

    /** The maximum number of evaluations of keywords. One evaluation takes about ten nanoseconds. */
    private static final int MAX_KEYWORDS = 2_000_000;
    /**
     * The maximum number of characters that patterns may read after the free rounds (see {@link GuardedPattern}). The
     * time for the free rounds is proportional to the size of the value.
     */
    private static final int MAX_CHARACTERS = 2_000_000;

    private static final int MAX_ERRORS = 50;

    private int keywordsLeft = MAX_KEYWORDS;
    private int charactersLeft = MAX_CHARACTERS;
    private final List<Error> found;

    Budget(ExecutionConfig config) {
        super(config);
        this.found = getErrors();
    }

    /**
     * Returns the errors that the check has found so far, without errors inside alternatives. An aborted check keeps
     * its errors.
     */
    List<Error> found() {
        return found;
    }

    /** Returns whether the check collects all errors instead of stopping at the first error. */
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

    /**
     * Adds an error, or aborts the check if it already has the maximum number of errors. Drops excess errors of an alternative,
     * because only the presence of errors matters there.
     */
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
