package io.patchbay.http.web;

import org.eclipse.jetty.http.HttpURI;

/** The path of a request as this server matches it: exactly as it is written, except for one slash at the end. */
final class Paths {

    private Paths() {}

    /** Returns the path; empty if its canonical form is another, because the rules of a proxy may have seen another path then. */
    static String of(HttpURI target) {
        String path = target.getPath();
        if (path == null || !path.startsWith("/") || !path.equals(target.getCanonicalPath()) || path.contains("//")) {
            return "";
        }
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Returns the path without the prefix that a proxy passes on; unchanged if it does not begin with the prefix. */
    static String within(String prefix, String path) {
        boolean below = !prefix.isEmpty() && path.startsWith(prefix) && path.startsWith("/", prefix.length());
        return below ? path.substring(prefix.length()) : path;
    }
}
