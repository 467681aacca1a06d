package io.patchbay.protocol.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaException;
import java.util.List;

/** What one check of a value may cost: a hostile value, or a careless schema, does not hold a thread for long. */
final class Budget extends ExecutionContext {

    /** Of keywords on values; each takes some ten nanoseconds. */
    private static final int KEYWORDS = 2_000_000;
    /** That patterns look at beyond what takes time in proportion to the value. */
    private static final int CHARACTERS = 2_000_000;

    private static final int MOST_ERRORS = 50;

    private int keywords = KEYWORDS;
    private int characters = CHARACTERS;
    private final List<Error> found;

    Budget(ExecutionConfig config) {
        super(config);
        this.found = getErrors();
    }

    /** What is wrong with the value for certain, also when the check was given up; alternatives that failed are not. */
    List<Error> found() {
        return found;
    }

    /** Whether all that is wrong is looked for, so that it can be told; otherwise the check stops at the first. */
    boolean isThorough() {
        return !getExecutionConfig().isFailFast();
    }

    void keywords(int count) {
        keywords -= count;
        if (keywords < 0) {
            throw new TooCostly();
        }
    }

    void character() {
        if (--characters < 0) {
            throw new TooCostly();
        }
    }

    /** Enough is known when there are that many; those of an alternative only matter in that there are some. */
    @Override
    public void addError(Error error) {
        if (getErrors().size() < MOST_ERRORS) {
            super.addError(error);
        } else if (getErrors() == found) {
            throw new TooCostly();
        }
    }

    /** The check is given up. */
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
