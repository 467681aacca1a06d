package io.patchbay.protocol;

import java.util.Optional;

/** The revisions of MCP, oldest first. One endpoint serves all revisions. */
public enum Revision {
    V2024_11_05("2024-11-05"),
    V2025_03_26("2025-03-26"),
    V2025_06_18("2025-06-18"),
    V2025_11_25("2025-11-25"),
    V2026_07_28("2026-07-28");

    /** The newest revision, which can express every message of the other revisions. */
    public static final Revision LATEST = V2026_07_28;

    /** The revision that the server offers in a handshake if the client asks for an unknown revision. */
    public static final Revision LATEST_LEGACY = V2025_11_25;

    private final String text;

    Revision(String text) {
        this.text = text;
    }

    /** Returns the revision with exactly this name; empty if the name is unknown. */
    public static Optional<Revision> of(String text) {
        for (Revision revision : values()) {
            if (revision.text.equals(text)) {
                return Optional.of(revision);
            }
        }
        return Optional.empty();
    }

    /**
     * Returns whether the revision is modern (2026-07-28 or later): every request carries its metadata, and there are no sessions.
     */
    public boolean modern() {
        return compareTo(LATEST_LEGACY) > 0;
    }

    /** Returns whether the body of a request may be an array of messages. Only one revision allows such arrays. */
    public boolean batches() {
        return this == V2025_03_26;
    }

    /** Returns the name of the revision on the wire. */
    @Override
    public String toString() {
        return text;
    }
}
