package io.patchbay.http.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The Host and Origin headers that the server accepts. The rules reject web pages that reach this server through their own host
 * name (DNS rebinding), and web pages of other origins.
 *
 * @param loopback whether the server listens on the loopback address only, and therefore accepts loopback names with any port
 * @param hosts the accepted hosts in lower case, as {@code name} for any port or as {@code name:port}. An IPv6 address has the form
 *     of {@link IpAddresses#host}.
 * @param origins the accepted origins in lower case, as {@code scheme://host[:port]}
 */
public record HostRules(boolean loopback, Set<String> hosts, Set<String> origins) {

    private static final int MAX_HEADER_CHARS = 270;
    private static final String IPV6_LOOPBACK = "[0:0:0:0:0:0:0:1]";

    public HostRules {
        hosts = Set.copyOf(hosts);
        origins = Set.copyOf(origins);
    }

    /**
     * Reads the settings of operators.
     *
     * @throws IllegalArgumentException if a setting is invalid. The message is for the operator.
     */
    public static HostRules of(
            boolean loopback, String[] allowedHosts, String[] allowedOrigins, Optional<PublicUrl> publicUrl) {
        Set<String> hosts = new HashSet<>();
        for (String host : allowedHosts) {
            hosts.add(allowedHost(host.strip()));
        }
        Set<String> origins = new HashSet<>();
        for (String origin : allowedOrigins) {
            origins.add(allowedOrigin(origin.strip()));
        }
        publicUrl.ifPresent(url -> {
            hosts.add(url.authority());
            origins.add(url.origin());
        });
        return new HostRules(loopback, hosts, origins);
    }

    /**
     * Returns whether the server accepts a Host header or the authority of a request target. Compares IP addresses independent of
     * their notation.
     *
     * @param local the address to which the client connected. The server accepts this IP address, because DNS rebinding
     *     works only with a name.
     */
    public boolean acceptsHost(String given, SocketAddress local) {
        if (given == null || given.isEmpty() || given.length() > MAX_HEADER_CHARS) {
            return false;
        }
        String host = IpAddresses.canonical(given);
        if (host.isEmpty()) {
            return false;
        }
        int end = endOfName(host);
        if (end <= 0 || !hasValidPort(host, end)) {
            return false;
        }
        if (loopback && isLoopbackName(host, end)) {
            return true;
        }
        for (String ours : hosts) {
            if (matches(host, host.length(), ours) || matches(host, end, ours)) {
                return true;
            }
        }
        return isLocalAddress(host, end, local);
    }

    /**
     * Returns whether the server accepts an Origin header. The header must have the form that browsers send. The server
     * does not accept {@code null}, which browsers send for a sandboxed page or a file.
     */
    public boolean acceptsOrigin(String origin) {
        if (origins.contains(origin)) {
            return true;
        }
        if (origin.length() > MAX_HEADER_CHARS) {
            return false;
        }
        int start = origin.startsWith("http://") ? 7 : origin.startsWith("https://") ? 8 : -1;
        if (start < 0) {
            return false;
        }
        String host = IpAddresses.canonical(origin.substring(start));
        int end = host.isEmpty() ? 0 : endOfName(host);
        if (end <= 0 || !hasValidPort(host, end)) {
            return false;
        }
        return origin.charAt(start) == '[' && origins.contains(origin.substring(0, start) + host)
                || loopback && (host.startsWith("localhost") && end == 9 || isLoopbackAddress(host, end));
    }

    private static String allowedHost(String text) {
        Optional<InetAddress> address = IpAddresses.bracketedOrPlain(text);
        String host = address.isPresent()
                ? IpAddresses.host(address.get())
                : IpAddresses.canonical(text).toLowerCase(Locale.ROOT);
        int end = host.isEmpty() ? 0 : endOfName(host);
        if (end <= 0 || !hasValidPort(host, end) || host.charAt(0) != '[' && !isName(host, end)) {
            throw new IllegalArgumentException("allowedHosts contains \"" + text
                    + "\", which is not a host such as mcp.example.com, mcp.example.com:8443, 10.1.2.3 or [fd00::2].");
        }
        return host;
    }

    private static String allowedOrigin(String text) {
        int start = text.indexOf("://") + 3;
        String host =
                start < 3 ? "" : IpAddresses.canonical(text.substring(start).toLowerCase(Locale.ROOT));
        int end = host.isEmpty() ? 0 : endOfName(host);
        if (end <= 0 || !hasValidPort(host, end) || host.charAt(0) != '[' && !isName(host, end)) {
            throw new IllegalArgumentException("allowedOrigins contains \"" + text
                    + "\", which is not an origin such as https://app.example.com.");
        }
        String scheme = text.substring(0, start).toLowerCase(Locale.ROOT);
        boolean isDefaultPort =
                scheme.equals("https://") && host.endsWith(":443") || scheme.equals("http://") && host.endsWith(":80");
        return scheme + (isDefaultPort ? host.substring(0, end) : host);
    }

    private static boolean isName(String host, int end) {
        for (int at = 0; at < end; at++) {
            char c = host.charAt(at);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_')) {
                return false;
            }
        }
        return true;
    }

    private static int endOfName(String host) {
        if (host.charAt(0) == '[') {
            return host.indexOf(']') + 1;
        }
        int colon = host.indexOf(':');
        return colon < 0 ? host.length() : colon;
    }

    private static boolean hasValidPort(String host, int end) {
        int length = host.length();
        if (end == length) {
            return true;
        }
        if (host.charAt(end) != ':' || end + 1 == length || length - end > 6) {
            return false;
        }
        int port = 0;
        for (int at = end + 1; at < length; at++) {
            char digit = host.charAt(at);
            if (digit < '0' || digit > '9') {
                return false;
            }
            port = 10 * port + digit - '0';
        }
        return port <= 65_535;
    }

    private static boolean isLoopbackName(String host, int end) {
        return end == 9 && host.regionMatches(true, 0, "localhost", 0, 9) || isLoopbackAddress(host, end);
    }

    private static boolean isLoopbackAddress(String host, int end) {
        return end == 9 && host.startsWith("127.0.0.1")
                || end == IPV6_LOOPBACK.length() && host.startsWith(IPV6_LOOPBACK);
    }

    private static boolean matches(String host, int end, String ours) {
        return end == ours.length() && ours.regionMatches(true, 0, host, 0, end);
    }

    private static boolean isLocalAddress(String host, int end, SocketAddress local) {
        if (!(local instanceof InetSocketAddress inet) || inet.isUnresolved()) {
            return false;
        }
        return matches(host, end, IpAddresses.host(inet.getAddress()));
    }
}
