package io.patchbay.spi.audit;

import static java.util.Objects.requireNonNull;

/**
 * A request refused before it became an operation.
 *
 * @param source the client's address
 * @param reason short, from a fixed set, for example {@code unknown_credential}
 * @param keyId the key that was claimed; perhaps empty
 */
public record Refusal(String source, String reason, String keyId) {

    public Refusal {
        requireNonNull(source, "source");
        requireNonNull(reason, "reason");
        requireNonNull(keyId, "keyId");
    }
}
