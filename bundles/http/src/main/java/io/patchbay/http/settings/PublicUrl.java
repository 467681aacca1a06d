package io.patchbay.http.settings;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * The URL with which clients reach this server.
 *
 * @param text the base URL, without the endpoint's path and without a slash at the end
 * @param authority the host and port in lower case, without the default port of the scheme
 * @param origin the origin in the form that browsers send
 * @param prefix the path in front of this server's own paths, or empty
 */
public record PublicUrl(String text, String authority, String origin, String prefix) {

    private static final String ENDPOINT = "/mcp";

    /** @throws IllegalArgumentException if the URL is invalid. The message is for the operator. */
    public static Optional<PublicUrl> of(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        URI url = parse(text);
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        String host = IpAddresses.canonical(url.getHost()).toLowerCase(Locale.ROOT);
        boolean isDefaultPort = url.getPort() < 0 || url.getPort() == (scheme.equals("https") ? 443 : 80);
        String authority = isDefaultPort ? host : host + ":" + url.getPort();
        String path = withoutSlash(url.getRawPath());
        String prefix =
                withoutSlash(path.endsWith(ENDPOINT) ? path.substring(0, path.length() - ENDPOINT.length()) : path);
        String written = url.getRawAuthority();
        return Optional.of(
                new PublicUrl(scheme + "://" + written + prefix, authority, scheme + "://" + authority, prefix));
    }

    private static URI parse(String text) {
        try {
            URI url = new URI(text);
            boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (web
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getQuery() == null
                    && url.getFragment() == null
                    && url.getPort() <= 65_535
                    && url.normalize().getRawPath().equals(url.getRawPath())
                    && !leavesRoot(url.getRawPath())) {
                return url;
            }
        } catch (java.net.URISyntaxException e) {
            throw new IllegalArgumentException(refusal(text), e);
        }
        throw new IllegalArgumentException(refusal(text));
    }

    /** Returns whether a path leaves the root. The JDK does not normalise a path that leaves the root. */
    private static boolean leavesRoot(String path) {
        return path.equals("/..") || path.startsWith("/../");
    }

    private static String refusal(String text) {
        return "publicUrl is \"" + text
                + "\", which is not a URL such as https://mcp.example.com or https://example.com/tools.";
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
