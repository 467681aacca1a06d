package io.patchbay.http.request;

import io.patchbay.http.settings.HttpSettings;
import java.util.function.Supplier;

/**
 * What every part of the server that answers requests works with.
 *
 * @param settings returns the settings in force
 */
public record RequestServices(
        Supplier<HttpSettings> settings, Guards guards, ErrorResponses errors, HttpMetrics metrics) {

    /** Puts on record that a request was refused before its sender was known, and answers the request. */
    public void refuse(Incoming incoming, int status, String reason, String sentence) {
        guards.recordRefusal(incoming.sender(), reason);
        errors.respond(incoming, status, sentence);
    }
}
