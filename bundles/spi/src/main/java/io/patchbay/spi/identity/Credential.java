package io.patchbay.spi.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody proved who they are with; for policy and audit, never for connectors. It holds no secret.
 *
 * @param id names it in the trail, for example the key id
 * @param scopes what it is narrowed to, see {@link Scopes}
 * @param mark tells it from another credential that has or had the same id, for example one with a new secret; may be empty. It
 *     tells nothing of the secret.
 */
public record Credential(String id, Kind kind, Set<String> scopes, Optional<Instant> expires, String mark) {

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

    /** What kind of credential. */
    public enum Kind {
        /** {@code keyId:secret}. */
        API_KEY,
        /** None: an operator allows it on the loopback. */
        NONE,
        /** The control channel's peer, by the operating system's word. */
        LOCAL
    }
}
