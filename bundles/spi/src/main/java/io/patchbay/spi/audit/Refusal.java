package io.patchbay.spi.audit;

import static java.util.Objects.requireNonNull;

/**
 * A request refused before it became an operation.
 *
 * @param source the client's address
 * @param reason short, from a fixed set, for example {@code unknown_credential}
 * @param keyId the key that was claimed; perhaps empty
 * @param claim what is known of that key
 */
public record Refusal(String source, String reason, String keyId, Claim claim) {

    /** Of a stranger. */
    public Refusal(String source, String reason, String keyId) {
        this(source, reason, keyId, Claim.STRANGER);
    }

    public Refusal {
        requireNonNull(source, "source");
        requireNonNull(reason, "reason");
        requireNonNull(keyId, "keyId");
        requireNonNull(claim, "claim");
    }

    /** What is known of the key that a refused request claimed. */
    public enum Claim {
        /** No key was claimed, or one that never existed. */
        STRANGER,
        /** The key exists or existed, and was not proven: a wrong secret, or past its expiry. */
        EXISTING,
        /** The sender proved the key. */
        PROVEN
    }
}
