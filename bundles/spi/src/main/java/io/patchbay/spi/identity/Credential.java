package io.patchbay.spi.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * The credential that a caller authenticated with, for policy and audit. It contains no secret. Connectors never see it.
 *
 * @param id the credential's name in the audit trail, for example the key id
 * @param narrowing what the credential is narrowed to
 * @param expires when the credential expires, if ever
 * @param mark distinguishes credentials that have or had the same id, for example a key with a new secret; may be empty; reveals
 *     nothing about the secret
 */
public record Credential(String id, Kind kind, Narrowing narrowing, Optional<Instant> expires, String mark) {

    /** Creates a credential without a mark. */
    public Credential(String id, Kind kind, Narrowing narrowing, Optional<Instant> expires) {
        this(id, kind, narrowing, expires, "");
    }

    public Credential {
        requireNonNull(id, "id");
        requireNonNull(kind, "kind");
        requireNonNull(narrowing, "narrowing");
        requireNonNull(expires, "expires");
        requireNonNull(mark, "mark");
    }

    /** The kind of a credential. */
    public enum Kind {
        /** An API key, {@code keyId:secret}. */
        API_KEY,
        /** No credential, which an operator has allowed for loopback connections. */
        NONE,
        /** The server's own user or root, on the control channel, as the operating system reports it. */
        LOCAL,
        /** A member of the server's group, on the control channel. */
        LOCAL_GROUP
    }
}
