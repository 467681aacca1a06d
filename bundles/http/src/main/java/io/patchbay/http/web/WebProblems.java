package io.patchbay.http.web;

import io.patchbay.spi.web.WebAnswer;

/** The problem documents of the server itself. */
final class WebProblems {

    private WebProblems() {}

    /** Returns a problem with the title of its status. */
    static WebAnswer of(int status, String detail) {
        return WebAnswer.problem(status, title(status), detail);
    }

    /** Returns a problem that may be over soon. */
    static WebAnswer later(int status, String seconds, String detail) {
        return of(status, detail).with("Retry-After", seconds);
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "Not authenticated";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 408 -> "Request timeout";
            case 413 -> "Request too large";
            case 415 -> "Unsupported media type";
            case 429 -> "Too many requests";
            case 503 -> "Unavailable";
            default -> status < 500 ? "Refused" : "Internal server error";
        };
    }
}
