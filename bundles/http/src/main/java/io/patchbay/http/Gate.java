package io.patchbay.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Set;

/**
 * Tells which Host and Origin headers are ours, so that no web page reaches this server through a name of its own (DNS
 * rebinding) or without being allowed.
 *
 * @param loopback whether the server listens on the loopback only: then the loopback's names are ours, with any port
 * @param hosts {@code name} for any port, or {@code name:port}; lower case
 * @param origins {@code scheme://host[:port]}; lower case
 */
record Gate(boolean loopback, Set<String> hosts, Set<String> origins) {

    private static final int LONGEST = 270;

    Gate {
        hosts = Set.copyOf(hosts);
        origins = Set.copyOf(origins);
    }

    /**
     * Whether a Host header, or the authority of a request target, is ours.
     *
     * @param local the address the client connected to: written as an IP address it is ours too, since no name is involved
     */
    boolean takesHost(String host, SocketAddress local) {
        if (host == null || host.isEmpty() || host.length() > LONGEST) {
            return false;
        }
        int end = endOfName(host);
        if (end <= 0 || !portOrNothing(host, end)) {
            return false;
        }
        if (loopback && loopbackName(host, 0, end)) {
            return true;
        }
        for (String ours : hosts) {
            if (same(host, host.length(), ours) || same(host, end, ours)) {
                return true;
            }
        }
        return literal(host, end, local);
    }

    /** Whether an Origin header is ours: compared exactly, as browsers send it. {@code null} (a sandboxed page, a file) never is. */
    boolean takesOrigin(String origin) {
        if (origins.contains(origin)) {
            return true;
        }
        if (!loopback || origin.length() > LONGEST) {
            return false;
        }
        int start = origin.startsWith("http://") ? 7 : origin.startsWith("https://") ? 8 : -1;
        if (start < 0) {
            return false;
        }
        String host = origin.substring(start);
        int end = host.isEmpty() ? 0 : endOfName(host);
        return end > 0 && portOrNothing(host, end) && (host.startsWith("localhost") && end == 9
                || host.startsWith("127.0.0.1") && end == 9
                || host.startsWith("[::1]") && end == 5);
    }

    private static int endOfName(String host) {
        if (host.charAt(0) == '[') {
            return host.indexOf(']') + 1;
        }
        int colon = host.indexOf(':');
        return colon < 0 ? host.length() : colon;
    }

    private static boolean portOrNothing(String host, int end) {
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

    private static boolean loopbackName(String host, int start, int end) {
        return end - start == 9 && (host.regionMatches(true, start, "localhost", 0, 9) || host.startsWith("127.0.0.1", start))
                || end - start == 5 && host.startsWith("[::1]", start);
    }

    private static boolean same(String host, int end, String ours) {
        return end == ours.length() && ours.regionMatches(true, 0, host, 0, end);
    }

    private static boolean literal(String host, int end, SocketAddress local) {
        if (!(local instanceof InetSocketAddress inet) || inet.isUnresolved()) {
            return false;
        }
        InetAddress address = inet.getAddress();
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        return plain.indexOf(':') < 0
                ? same(host, end, plain)
                : end == plain.length() + 2 && host.charAt(0) == '[' && host.regionMatches(true, 1, plain, 0, plain.length());
    }
}
