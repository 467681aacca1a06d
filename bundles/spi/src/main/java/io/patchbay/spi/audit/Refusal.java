package io.patchbay.spi.audit;

import static java.util.Objects.requireNonNull;

/**
 * A request that the server refused before the request became an operation.
 *
 * @param source the client's address
 * @param reason a short code from a fixed set, for example {@code unknown_credential}
 * @param keyId the id of the claimed key; may be empty
 * @param claim the server's knowledge about the key that the request claimed
 */
public record Refusal(String source, String reason, String keyId, Claim claim) {

    /** Creates a refusal with {@link Claim#STRANGER}. */
    public Refusal(String source, String reason, String keyId) {
        this(source, reason, keyId, Claim.STRANGER);
    }

    public Refusal {
        requireNonNull(source, "source");
        requireNonNull(reason, "reason");
        requireNonNull(keyId, "keyId");
        requireNonNull(claim, "claim");
    }

    /** The server's knowledge about the key that a refused request claimed. */
    public enum Claim {
        /** The request claimed no key, or a key that never existed. */
        STRANGER,
        /** The key exists or existed. The request contained a wrong secret, or the key has expired. */
        EXISTING,
        /** The request proved possession of the key. */
        PROVEN
    }
}
