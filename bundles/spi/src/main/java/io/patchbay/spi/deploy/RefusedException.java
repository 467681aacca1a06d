package io.patchbay.spi.deploy;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** Nothing of an arrival is published, and nothing has changed: the version before, if there is one, stays published. */
public final class RefusedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;
    private static final int MOST_IN_THE_MESSAGE = 5;

    private final Reason reason;
    private final transient List<String> lines;

    /** @param lines one readable line for each entry that is refused */
    public RefusedException(Reason reason, List<String> lines) {
        super(message(lines));
        this.reason = requireNonNull(reason, "reason");
        this.lines = List.copyOf(lines);
    }

    private static String message(List<String> lines) {
        String some = String.join("; ", lines.subList(0, Math.min(MOST_IN_THE_MESSAGE, lines.size())));
        return lines.size() > MOST_IN_THE_MESSAGE
                ? some + "; and " + (lines.size() - MOST_IN_THE_MESSAGE) + " more"
                : some;
    }

    public Reason reason() {
        return reason;
    }

    /** Returns all that is refused, one readable line each. */
    public List<String> lines() {
        return lines;
    }

    /** What has to change before the same arrival is published. */
    public enum Reason {
        /** The connector: something that it offers is invalid, or two entries of it have one name. */
        DEFINITIONS,
        /** Possibly nothing is wrong: the connector's own code failed, or did not answer, when it was asked what it offers. */
        UNREADABLE,
        /** Another owner, which holds a name. */
        NAMES
    }
}
