package io.patchbay.typed;

import io.patchbay.api.InvalidArgumentException;

/**
 * Reports that a value does not match its record. The message contains the place of the value and the reason, but never
 * the value.
 */
public final class Mismatch extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String pointer;
    private final String reason;

    Mismatch(String reason) {
        this("", "", reason, null);
    }

    Mismatch(String reason, Throwable cause) {
        this("", "", reason, cause);
    }

    private Mismatch(String path, String pointer, String reason, Throwable cause) {
        super(path.isEmpty() ? reason : path + ": " + reason, cause);
        this.path = path;
        this.pointer = pointer;
        this.reason = reason;
    }

    /** Returns the place of the value, for example {@code items[2].name}; empty for the record as a whole. */
    public String path() {
        return path;
    }

    /** Returns this mismatch as the exception for an invalid argument of a tool. */
    InvalidArgumentException toInvalidArgument() {
        return new InvalidArgumentException(pointer, reason);
    }

    /** Returns a copy whose place is inside the member with this name. */
    Mismatch in(String name) {
        return in(name, name.replace("~", "~0").replace("/", "~1"));
    }

    /** Returns a copy whose place is inside the item with this index. */
    Mismatch in(int index) {
        return in("[" + index + "]", String.valueOf(index));
    }

    private Mismatch in(String step, String token) {
        String dot = path.isEmpty() || path.startsWith("[") ? "" : ".";
        return new Mismatch(step + dot + path, "/" + token + pointer, reason, getCause());
    }
}
