package io.patchbay.http.web;

import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** The headers that web pages of allowed origins may send and read. */
final class CrossOrigin {

    /** All request headers that this server reads and that a client may send. A test compares the list with the code. */
    static final List<String> READ_HEADERS = List.of(
            "authorization",
            "x-api-key",
            "content-type",
            "accept",
            "mcp-protocol-version",
            "mcp-session-id",
            "mcp-method",
            "mcp-name",
            "last-event-id");

    /** The headers that tracing libraries add to every request of a page. */
    private static final List<String> TRACE_HEADERS = List.of("traceparent", "tracestate", "baggage");

    private static final String ALLOWED_HEADERS =
            String.join(", ", READ_HEADERS) + ", " + String.join(", ", TRACE_HEADERS);
    private static final String EXPOSED_HEADERS = "mcp-session-id, www-authenticate, retry-after";
    private static final String PARAMETER_PREFIX = "mcp-param-";
    private static final int MAX_PARAMETER_HEADERS = 64;

    private CrossOrigin() {}

    /** Allows a page to read the answer. */
    static void allowRead(String origin, BiConsumer<String, String> headers) {
        headers.accept("Access-Control-Allow-Origin", origin);
        headers.accept("Access-Control-Expose-Headers", EXPOSED_HEADERS);
        headers.accept("Vary", "Origin");
    }

    /**
     * Adds the methods and headers that a page may send.
     *
     * @param requested the values of {@code Access-Control-Request-Headers}
     */
    static void allowSend(String methods, List<String> requested, BiConsumer<String, String> headers) {
        headers.accept("Access-Control-Allow-Methods", methods);
        headers.accept("Access-Control-Allow-Headers", ALLOWED_HEADERS + parameterHeaders(requested));
        headers.accept("Access-Control-Max-Age", "600");
    }

    /** Returns the parameter headers that the page asks to send. Any tool may define parameter headers. */
    private static String parameterHeaders(List<String> requested) {
        StringBuilder wanted = new StringBuilder();
        int count = 0;
        for (String values : requested) {
            for (String name : values.split(",")) {
                String lower = name.strip().toLowerCase(Locale.ROOT);
                if (lower.startsWith(PARAMETER_PREFIX) && isToken(lower) && count++ < MAX_PARAMETER_HEADERS) {
                    wanted.append(", ").append(lower);
                }
            }
        }
        return wanted.toString();
    }

    private static boolean isToken(String name) {
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.')) {
                return false;
            }
        }
        return true;
    }
}
