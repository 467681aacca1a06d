package io.patchbay.spi.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The credential that a caller authenticated with, for policy and audit. It contains no secret. Connectors never see it.
 *
 * @param id the credential's name in the audit trail, for example the key id
 * @param scopes the scopes that the credential is limited to, see {@link Scopes}
 * @param expires when the credential expires, if ever
 * @param mark distinguishes credentials that have or had the same id, for example a key with a new secret; may be empty; reveals
 *     nothing about the secret
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
        /** An API key, {@code keyId:secret}. */
        API_KEY,
        /** No credential, which an operator has allowed for loopback connections. */
        NONE,
        /** The user of a control channel connection, as the operating system reports it. */
        LOCAL
    }
}
