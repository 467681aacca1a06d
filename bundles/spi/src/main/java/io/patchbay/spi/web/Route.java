package io.patchbay.spi.web;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * One path with its methods, and what a request needs before its handler is called.
 *
 * @param methods in upper case; {@code GET} includes {@code HEAD}, which the server answers with the headers of {@code GET}
 * @param path below the base: empty for the base itself, {@code /name}, or {@code /name/*} for everything below
 * @param access who may send requests
 * @param writes whether a request changes anything; if so, policy treats it as a write, and the audit trail records the intent first
 * @param maxBodyBytes the largest body; 0 for no body
 * @param readableByPages whether web pages of allowed origins may send requests and read the answers (CORS)
 * @param handler answers the requests
 */
public record Route(
        Set<String> methods,
        String path,
        Access access,
        boolean writes,
        long maxBodyBytes,
        boolean readableByPages,
        WebHandler handler) {

    /** The largest body that a route may allow: 64 MiB. */
    public static final long MAX_BODY_BYTES = 64L * 1024 * 1024;

    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
    private static final Pattern PATH = Pattern.compile("(/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]{1,128}){0,16}(/\\*)?");
    private static final Set<String> WITHOUT_EFFECT = Set.of("GET", "HEAD");
    private static final Set<String> OF_THE_SERVER = Set.of("HEAD", "OPTIONS", "TRACE", "CONNECT");

    /** Who may send requests to a route. */
    public enum Access {
        /** Anyone. The server reads no credential. */
        ANYONE,
        /** Anyone. The server reads a credential if the request has one, so that the handler can show more to some callers. */
        OPTIONAL,
        /** Callers with a valid credential of any kind. */
        CREDENTIAL,
        /** Persons who have signed in. No credential of today proves that, so the server refuses every request. */
        PERSON,
        /** Operators: callers with a credential that may administer the server. The loopback address alone is not enough. */
        OPERATOR
    }

    /** @throws IllegalArgumentException if a part is invalid, or if a route without a credential or with {@code GET} would write */
    public Route {
        methods = Set.copyOf(methods);
        requireNonNull(path, "path");
        requireNonNull(access, "access");
        requireNonNull(handler, "handler");
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("The route " + path + " has no method.");
        }
        for (String method : methods) {
            if (!METHOD.matcher(method).matches() || OF_THE_SERVER.contains(method)) {
                throw new IllegalArgumentException("The route " + path + " may not have the method " + method + ".");
            }
            if (writes && WITHOUT_EFFECT.contains(method)) {
                throw new IllegalArgumentException("The route " + path + " may not write with " + method + ".");
            }
        }
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("The path of a route is invalid: " + path);
        }
        if (writes && (access == Access.ANYONE || access == Access.OPTIONAL)) {
            throw new IllegalArgumentException("The route " + path + " writes, so it needs a credential.");
        }
        if (maxBodyBytes < 0 || maxBodyBytes > MAX_BODY_BYTES) {
            throw new IllegalArgumentException("The route " + path + " may allow bodies up to 64 MiB.");
        }
    }

    /** Returns a route that is read with {@code GET}, has no body, and is not for web pages. */
    public static Route get(String path, Access access, WebHandler handler) {
        return new Route(Set.of("GET"), path, access, false, 0, false, handler);
    }
}
