package io.patchbay.http.web;

import io.patchbay.spi.identity.Identity;

/** Decides who is an operator over HTTP. */
final class Operators {

    /** What an operator needs to read pages. */
    static final String READ = "read";

    /** What an operator needs to change anything. */
    static final String WRITE = "write";

    private Operators() {}

    /** Returns whether a caller's credential names {@code admin:<command>} exactly. No wildcard makes an operator. */
    static boolean mayAdminister(Identity.Known known, String command) {
        return known.credential().scopes().contains("admin:" + command);
    }
}
