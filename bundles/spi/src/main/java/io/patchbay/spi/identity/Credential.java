package io.patchbay.spi.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The credential that authenticated a caller, for policy and audit. The object contains no secret. Connectors never see
 * credentials.
 *
 * @param id the credential's name in the audit trail, for example the key id
 * @param scopes the scopes that limit the credential (see {@link Scopes})
 * @param expires the time at which the credential expires; empty if the credential never expires
 * @param mark a text that distinguishes two credentials with the same id, for example a key before and after a change of its
 *     secret. The mark may be empty. The mark reveals nothing about the secret.
 */
public record Credential(String id, Kind kind, Set<String> scopes, Optional<Instant> expires, String mark) {

    /** Creates a credential without a mark. */
    public Credential(String id, Kind kind, Set<String> scopes, Optional<Instant> expires) {
        this(id, kind, scopes, expires, "");
    }

    public Credential {
        requireNonNull(id, "id");
        requireNonNull(kind, "kind");
        scopes = Set.copyOf(scopes);
        requireNonNull(expires, "expires");
        requireNonNull(mark, "mark");
    }

    /** The kind of a credential. */
    public enum Kind {
        /** An API key in the form {@code keyId:secret}. */
        API_KEY,
        /** No credential. An operator has allowed loopback connections without a credential. */
        NONE,
        /** The operating system user of a control channel connection. */
        LOCAL
    }
}
