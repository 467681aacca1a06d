package io.patchbay.spi.identity;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Caller;

/** The result of the authentication of a request. */
public sealed interface Identity {

    /**
     * An authenticated caller. An {@link Authenticator} returns the same object for a key until the key's configuration changes.
     *
     * @param grants the grants of the caller. Identities share the object where possible, because the server compares grants often.
     */
    record Known(Caller caller, Credential credential, Grants grants) implements Identity {
        public Known {
            requireNonNull(caller, "caller");
            requireNonNull(credential, "credential");
            requireNonNull(grants, "grants");
        }

        /** Returns an identity with the grants of its caller and credential. */
        public static Known of(Caller caller, Credential credential) {
            return new Known(caller, credential, new Grants(caller.tenant(), caller.roles(), credential.scopes()));
        }
    }

    /** The request presented no credential. The server answers 401 without an error code (RFC 6750, section 3.1). */
    record Anonymous() implements Identity {}

    /**
     * The request presented a credential that is not valid.
     *
     * @param keyId the id of the claimed key for the audit trail; may be empty; never the secret
     * @param exists whether the claimed key exists or existed. Only the audit trail receives this fact, and never the client.
     */
    record Refused(Reason reason, String keyId, boolean exists) implements Identity {
        /** Creates a refusal of a key that never existed. */
        public Refused(Reason reason, String keyId) {
            this(reason, keyId, false);
        }

        public Refused {
            requireNonNull(reason, "reason");
            requireNonNull(keyId, "keyId");
        }
    }

    /** The reason why a credential is refused. The client receives only the HTTP status. */
    enum Reason {
        /** The credential is malformed, or the request has two credentials. The server answers 400. */
        MALFORMED,
        /** The credential does not exist, or its secret is wrong. The server answers 401. */
        UNKNOWN,
        /** The credential has expired. The server answers 401. */
        EXPIRED
    }
}
