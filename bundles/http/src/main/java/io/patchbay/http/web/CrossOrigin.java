package io.patchbay.http.web;

import io.patchbay.http.mcp.McpEndpoint;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

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
    static void allowRead(String origin, HttpFields.Mutable headers) {
        headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.put(HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED_HEADERS);
        headers.put(HttpHeader.VARY, "Origin");
    }

    /** Adds the methods and headers that a page may send. */
    static void allowSend(HttpFields request, HttpFields.Mutable headers) {
        headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, McpEndpoint.METHODS);
        headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED_HEADERS + parameterHeaders(request));
        headers.put(HttpHeader.ACCESS_CONTROL_MAX_AGE, "600");
    }

    /** Returns the parameter headers that the page asks to send. Any tool may define parameter headers. */
    private static String parameterHeaders(HttpFields headers) {
        StringBuilder wanted = new StringBuilder();
        int count = 0;
        for (String name : headers.getCSV(HttpHeader.ACCESS_CONTROL_REQUEST_HEADERS, false)) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(PARAMETER_PREFIX) && isToken(lower) && count++ < MAX_PARAMETER_HEADERS) {
                wanted.append(", ").append(lower);
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
