package io.patchbay.typed;

/** A value that does not fit its record; says where and why, and never shows the value. */
public final class Mismatch extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String reason;

    Mismatch(String reason) {
        this("", reason, null);
    }

    Mismatch(String reason, Throwable cause) {
        this("", reason, cause);
    }

    private Mismatch(String path, String reason, Throwable cause) {
        super(path.isEmpty() ? reason : path + ": " + reason, cause);
        this.path = path;
        this.reason = reason;
    }

    /** For example {@code items[2].name}; empty for the whole. */
    public String path() {
        return path;
    }

    /** The same, one step further from the value. */
    Mismatch in(String step) {
        String dot = path.isEmpty() || path.startsWith("[") ? "" : ".";
        return new Mismatch(step + dot + path, reason, getCause());
    }
}
