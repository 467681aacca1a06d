package io.patchbay.http.web;

import org.eclipse.jetty.http.HttpURI;

/** Finds the path of a request. A path must match exactly, except for one slash at the end. */
final class Paths {

    private Paths() {}

    /**
     * Returns the path, or an empty string if the path is not canonical. A proxy may have applied its rules to a different form of
     * such a path.
     */
    static String of(HttpURI target) {
        String path = target.getPath();
        if (path == null || !path.startsWith("/") || !path.equals(target.getCanonicalPath()) || path.contains("//")) {
            return "";
        }
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /**
     * Returns the path without the prefix that a proxy forwards. Returns the path unchanged if it does not begin with the prefix.
     */
    static String within(String prefix, String path) {
        boolean below = !prefix.isEmpty() && path.startsWith(prefix) && path.startsWith("/", prefix.length());
        return below ? path.substring(prefix.length()) : path;
    }
}
