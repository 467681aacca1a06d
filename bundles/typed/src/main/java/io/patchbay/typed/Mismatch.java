package io.patchbay.typed;

import io.patchbay.api.InvalidArgumentException;

/** A value that does not fit its record; says where and why, and never shows the value. */
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

    /** For example {@code items[2].name}; empty for the whole. */
    public String path() {
        return path;
    }

    /** The same as the caller of a tool is told it. */
    InvalidArgumentException ofArgument() {
        return new InvalidArgumentException(pointer, reason);
    }

    /** The same, in a member of this name. */
    Mismatch in(String name) {
        return in(name, name.replace("~", "~0").replace("/", "~1"));
    }

    /** The same, in the item with this index. */
    Mismatch in(int index) {
        return in("[" + index + "]", String.valueOf(index));
    }

    private Mismatch in(String step, String token) {
        String dot = path.isEmpty() || path.startsWith("[") ? "" : ".";
        return new Mismatch(step + dot + path, "/" + token + pointer, reason, getCause());
    }
}
