package io.patchbay.protocol;

import java.util.Optional;

/** The revisions of MCP, oldest first. One endpoint serves all of them. */
public enum Revision {
    V2024_11_05("2024-11-05"),
    V2025_03_26("2025-03-26"),
    V2025_06_18("2025-06-18"),
    V2025_11_25("2025-11-25"),
    V2026_07_28("2026-07-28");

    /** The newest revision; it can express everything that any other revision can. */
    public static final Revision LATEST = V2026_07_28;

    /** The revision that a handshake agrees on if the client asks for an unknown one. */
    public static final Revision LATEST_LEGACY = V2025_11_25;

    private final String text;

    Revision(String text) {
        this.text = text;
    }

    /** Returns the revision with exactly this name. */
    public static Optional<Revision> of(String text) {
        for (Revision revision : values()) {
            if (revision.text.equals(text)) {
                return Optional.of(revision);
            }
        }
        return Optional.empty();
    }

    /** Returns whether every request carries its metadata and there are no sessions: 2026-07-28 and later. */
    public boolean modern() {
        return compareTo(LATEST_LEGACY) > 0;
    }

    /** Returns whether a body may be an array of messages. Only one revision allows that. */
    public boolean batches() {
        return this == V2025_03_26;
    }

    /** Returns the name of the revision on the wire. */
    @Override
    public String toString() {
        return text;
    }
}
