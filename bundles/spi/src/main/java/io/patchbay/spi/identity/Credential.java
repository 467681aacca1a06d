package io.patchbay.spi.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * The credential that authenticated a caller, for policy and audit. The object contains no secret. Connectors never see
 * credentials.
 *
 * @param id the credential's name in the audit trail, for example the key id
 * @param narrowing the limits of the credential
 * @param expires the time at which the credential expires; empty if the credential never expires
 * @param mark a text that distinguishes two credentials with the same id, for example a key before and after a change of its
 *     secret. The mark may be empty. The mark reveals nothing about the secret.
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
        /** An API key in the form {@code keyId:secret}. */
        API_KEY,
        /** No credential. An operator has allowed loopback connections without a credential. */
        NONE,
        /** The server's own user or root, on the control channel, as the operating system reports it. */
        LOCAL,
        /** A member of the server's group, on the control channel. */
        LOCAL_GROUP
    }
}
