package io.patchbay.http.request;

import io.patchbay.http.settings.HttpSettings;
import java.util.function.Supplier;

/**
 * The services that every part of the server needs to answer requests.
 *
 * @param settings the supplier of the current settings
 */
public record RequestServices(
        Supplier<HttpSettings> settings, Guards guards, ErrorResponses errors, HttpMetrics metrics) {

    /** Refuses a request whose caller is not known. Records the refusal in the audit trail and answers the request. */
    public void refuse(Incoming incoming, int status, String reason, String sentence) {
        guards.recordRefusal(incoming.sender(), reason);
        errors.respond(incoming, status, sentence);
    }
}
