package io.patchbay.http.web;

import org.eclipse.jetty.http.HttpURI;

/** The path of a request, as this server matches it: exactly as it is written, but for one slash at the end. */
public final class Paths {

    private Paths() {}

    /** Returns the path; empty when it has another canonical form, for a proxy's rules may have seen another path then. */
    static String of(HttpURI target) {
        String path = target.getPath();
        if (path == null || !path.startsWith("/") || !path.equals(target.getCanonicalPath()) || path.contains("//")) {
            return "";
        }
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Returns the path without the one of a proxy that passes on its own; unchanged when it does not begin with that. */
    static String within(String prefix, String path) {
        boolean below = !prefix.isEmpty() && path.startsWith(prefix) && path.startsWith("/", prefix.length());
        return below ? path.substring(prefix.length()) : path;
    }
}
