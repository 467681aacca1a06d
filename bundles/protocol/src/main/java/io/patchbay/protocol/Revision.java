package io.patchbay.protocol;

import java.util.Optional;

/** A revision of MCP, oldest first. All are served at one endpoint. */
public enum Revision {
    V2024_11_05("2024-11-05"),
    V2025_03_26("2025-03-26"),
    V2025_06_18("2025-06-18"),
    V2025_11_25("2025-11-25"),
    V2026_07_28("2026-07-28");

    /** Says all that any revision can say. */
    public static final Revision LATEST = V2026_07_28;

    /** What a handshake agrees on when it asks for something else. */
    public static final Revision LATEST_LEGACY = V2025_11_25;

    private final String text;

    Revision(String text) {
        this.text = text;
    }

    /** The revision spelled exactly so. */
    public static Optional<Revision> of(String text) {
        for (Revision revision : values()) {
            if (revision.text.equals(text)) {
                return Optional.of(revision);
            }
        }
        return Optional.empty();
    }

    /** Metadata on every request and no session: 2026-07-28 and after. */
    public boolean modern() {
        return compareTo(LATEST_LEGACY) > 0;
    }

    /** Whether a body may be an array of messages: one revision had that. */
    public boolean batches() {
        return this == V2025_03_26;
    }

    /** As it stands on the wire. */
    @Override
    public String toString() {
        return text;
    }
}
