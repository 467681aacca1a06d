package io.patchbay.http.request;

import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Presented;
import java.util.Optional;

/**
 * The answer to a request without a valid credential, which is the same on every path.
 *
 * @param challenge the value of {@code WWW-Authenticate}
 * @param reason for the audit trail
 * @param claimed the refused credential, if the request has one
 */
public record CredentialRefusal(
        int status, Optional<String> challenge, String reason, String sentence, Optional<Identity.Refused> claimed) {

    /** The refusal of a request that has no credential. */
    public static final CredentialRefusal NO_CREDENTIAL = new CredentialRefusal(
            401,
            Optional.of("Bearer"),
            "no_credential",
            "An API key is required. Send the key as Authorization: Bearer <key>, or X-API-Key: <key>.",
            Optional.empty());

    private static final String HOW =
            " Send one key in one header: Authorization: Bearer <key id>:<secret>, or X-API-Key: <key id>:<secret>.";

    /** Returns the refusal of a credential. */
    public static CredentialRefusal of(Identity.Refused refused) {
        Optional<Identity.Refused> claimed = Optional.of(refused);
        if (refused.reason() == Identity.Reason.MALFORMED) {
            return new CredentialRefusal(
                    400, Optional.empty(), "malformed_credential", "The credential is malformed." + HOW, claimed);
        }
        String reason = refused.reason() == Identity.Reason.EXPIRED ? "expired_credential" : "unknown_credential";
        return new CredentialRefusal(
                401,
                Optional.of("Bearer error=\"invalid_token\""),
                reason,
                "The credential is not valid on this server." + HOW,
                claimed);
    }

    /** Records the refusal in the audit trail. */
    public void record(Guards guards, Presented sender) {
        if (claimed.isPresent()) {
            guards.recordRefusal(sender, reason, claimed.get());
        } else {
            guards.recordRefusal(sender, reason);
        }
    }
}
