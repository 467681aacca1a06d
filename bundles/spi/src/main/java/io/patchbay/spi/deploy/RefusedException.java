package io.patchbay.spi.deploy;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** Reports that the server refused an arrival and published none of its entries. A previous version stays published. */
public final class RefusedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;
    private static final int MAX_LINES_IN_MESSAGE = 5;

    private final Reason reason;
    private final transient List<String> lines;

    /**
     * Creates an exception. The message of the exception contains the first of the given lines.
     *
     * @param lines one readable line for each refused entry
     */
    public RefusedException(Reason reason, List<String> lines) {
        super(message(lines));
        this.reason = requireNonNull(reason, "reason");
        this.lines = List.copyOf(lines);
    }

    private static String message(List<String> lines) {
        String first = String.join("; ", lines.subList(0, Math.min(MAX_LINES_IN_MESSAGE, lines.size())));
        return lines.size() > MAX_LINES_IN_MESSAGE
                ? first + "; and " + (lines.size() - MAX_LINES_IN_MESSAGE) + " more"
                : first;
    }

    /** Returns the reason why the server refused the new version of the connector. */
    public Reason reason() {
        return reason;
    }

    /** Returns one readable line for each refused entry. */
    public List<String> lines() {
        return lines;
    }

    /** The reason for a refusal. The reason determines what must change before the server can publish the arrival. */
    public enum Reason {
        /** The connector has to change because an entry is invalid or two entries have the same name. */
        DEFINITIONS,
        /** A retry may succeed. The connector's code failed or did not answer when the server read the entries. */
        UNREADABLE,
        /** Another owner has to release a name. */
        NAMES
    }
}
