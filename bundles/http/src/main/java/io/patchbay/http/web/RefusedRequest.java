package io.patchbay.http.web;

import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.web.WebAnswer;

/** Thrown where a rule refuses a request. */
final class RefusedRequest extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient WebAnswer answer;
    private final transient Outcome outcome;

    /** @param outcome for the audit trail, if the request is on record */
    RefusedRequest(WebAnswer answer, Outcome outcome) {
        super("HTTP " + answer.status(), null, false, false);
        this.answer = answer;
        this.outcome = outcome;
    }

    /** Creates the refusal of an invalid request. */
    RefusedRequest(WebAnswer answer) {
        this(answer, new Outcome(Outcome.Kind.INVALID, String.valueOf(answer.status())));
    }

    WebAnswer answer() {
        return answer;
    }

    Outcome outcome() {
        return outcome;
    }
}
