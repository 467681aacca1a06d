package io.patchbay.spi.identity;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Caller;

/** What an {@link Authenticator} found. */
public sealed interface Identity {

    /**
     * Somebody we know. One object for a key until its configuration changes, so that it can stand for what it grants.
     *
     * @param grants what decides over what is visible: one object, compared often
     */
    record Known(Caller caller, Credential credential, Grants grants) implements Identity {
        public Known {
            requireNonNull(caller, "caller");
            requireNonNull(credential, "credential");
            requireNonNull(grants, "grants");
        }

        public static Known of(Caller caller, Credential credential) {
            return new Known(caller, credential, new Grants(caller.tenant(), caller.roles(), credential.scopes()));
        }
    }

    /** No credential was presented: 401 without an error code (RFC 6750, section 3.1). */
    record Anonymous() implements Identity {}

    /**
     * A credential that is not good.
     *
     * @param reason why
     * @param keyId which key was claimed, for the audit trail; perhaps empty, never the secret
     * @param exists whether there is such a key, or was one; for the audit trail, never for the client
     */
    record Refused(Reason reason, String keyId, boolean exists) implements Identity {
        public Refused(Reason reason, String keyId) {
            this(reason, keyId, false);
        }

        public Refused {
            requireNonNull(reason, "reason");
            requireNonNull(keyId, "keyId");
        }
    }

    /** Why a credential is refused. The client learns only the status. */
    enum Reason {
        /** Not understandable, or two credentials in one request: 400. */
        MALFORMED,
        /** No such credential, or a wrong secret: 401. */
        UNKNOWN,
        /** Past its expiry: 401. */
        EXPIRED
    }
}
