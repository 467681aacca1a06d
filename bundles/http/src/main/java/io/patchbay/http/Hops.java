package io.patchbay.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;

/** The addresses that proxies noted, nearest first: from {@code Forwarded} (RFC 7239) when it is there, else {@code X-Forwarded-For}. */
final class Hops {

    private final List<String> lines;
    private final boolean standard;
    private int line;
    private int end;

    Hops(HttpFields headers) {
        List<String> forwarded = headers.getValuesList("Forwarded");
        this.standard = !forwarded.isEmpty();
        this.lines = standard ? forwarded : headers.getValuesList("X-Forwarded-For");
        this.line = lines.size() - 1;
        this.end = line < 0 ? 0 : lines.get(line).length();
    }

    /** The next address towards the client; empty when there is none, or none that can be understood. */
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
                return Networks.literal(withoutPort(standard ? forwardedFor(element) : element));
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
        boolean four = colon >= 0 && colon == node.lastIndexOf(':');
        return four ? node.substring(0, colon) : node;
    }
}
