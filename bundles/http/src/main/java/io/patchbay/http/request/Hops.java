package io.patchbay.http.request;

import io.patchbay.http.settings.IpAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;

/**
 * The addresses in {@code Forwarded} (RFC 7239) or {@code X-Forwarded-For}, in order from the nearest proxy to the
 * client.
 */
final class Hops {

    private final List<String> lines;
    private final boolean standard;
    private int line;
    private int end;

    private Hops(List<String> lines, boolean standard) {
        this.standard = standard;
        this.lines = lines;
        this.line = lines.size() - 1;
        this.end = line < 0 ? 0 : lines.get(line).length();
    }

    static Hops forwarded(HttpFields headers) {
        return new Hops(headers.getValuesList("Forwarded"), true);
    }

    static Hops xForwardedFor(HttpFields headers) {
        return new Hops(headers.getValuesList("X-Forwarded-For"), false);
    }

    /** Returns whether the header is missing from the request. */
    boolean isAbsent() {
        return lines.isEmpty();
    }

    /** Returns the next address towards the client, or empty if there is no next entry or the entry is not a valid address. */
    Optional<InetAddress> next() {
        while (line >= 0) {
            String text = lines.get(line);
            int comma = text.lastIndexOf(',', end - 1);
            String element = text.substring(comma + 1, end).strip();
            if (comma >= 0) {
                end = comma;
            } else if (--line >= 0) {
                end = lines.get(line).length();
            }
            if (!element.isEmpty()) {
                return IpAddresses.address(withoutPort(standard ? forwardedFor(element) : element));
            }
        }
        return Optional.empty();
    }

    private static String forwardedFor(String element) {
        for (String pair : element.split(";")) {
            String trimmed = pair.strip();
            if (trimmed.regionMatches(true, 0, "for=", 0, 4)) {
                String value = trimmed.substring(4).strip();
                boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                return quoted ? value.substring(1, value.length() - 1) : value;
            }
        }
        return "";
    }

    private static String withoutPort(String node) {
        if (node.startsWith("[")) {
            int close = node.indexOf(']');
            return close < 0 ? "" : node.substring(1, close);
        }
        int colon = node.indexOf(':');
        boolean isIpv4WithPort = colon >= 0 && colon == node.lastIndexOf(':');
        return isIpv4WithPort ? node.substring(0, colon) : node;
    }
}
