package io.patchbay.http;

import java.net.SocketAddress;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Where every request comes in: Host and Origin are checked here, for every path; then the path decides. */
final class Front extends Handler.Abstract {

    private static final String ENDPOINT = "/mcp";
    private static final String METHODS = "POST, GET, DELETE, OPTIONS";
    private static final String HEADERS = "authorization, content-type, accept, mcp-protocol-version, mcp-session-id, "
            + "mcp-method, mcp-name, last-event-id";
    private static final String EXPOSED = "mcp-session-id, www-authenticate";
    private static final String PARAMETER = "mcp-param-";
    private static final int MOST_PARAMETERS = 64;

    private final McpEndpoint.Services services;
    private final Connections connections;
    private final McpEndpoint endpoint;
    private final SseEndpoint sse;
    private final HealthPages health;
    private final Mounts mounts;

    Front(McpEndpoint.Services services, Connections connections, Endpoints endpoints, HealthPages health, Mounts mounts) {
        this.services = services;
        this.connections = connections;
        this.endpoint = endpoints.mcp();
        this.sse = endpoints.sse();
        this.health = health;
        this.mounts = mounts;
    }

    /** Where MCP is spoken. */
    record Endpoints(McpEndpoint mcp, SseEndpoint sse) {}

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getConnectionMetaData().getConnection().getEndPoint() instanceof WatchedEndPoint endPoint) {
            endPoint.arrived();
        }
        Settings settings = services.settings().get();
        Sender sender = new Sender(request, settings.proxies());
        Names names = Names.of(request);
        if (!takesHost(settings.gate(), names, request)) {
            services.guards().refused(sender, "foreign_host", "");
            services.problems().answer(response, callback, 403, "This Host is not served here. Operators set allowedHosts or publicUrl.");
            return true;
        }
        if (names.origins > 0 && (names.origins > 1 || !settings.gate().takesOrigin(names.origin))) {
            services.guards().refused(sender, "foreign_origin", "");
            services.problems().answer(response, callback, 403, "Web pages of this origin may not call here. Operators set allowedOrigins.");
            return true;
        }
        if (connections.open() > settings.limits().connections()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "5");
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            services.problems().answerAndLeave(response, callback, 503, "The server has as many connections as it takes.");
            return true;
        }
        return route(request, response, callback, sender, names);
    }

    private boolean route(Request request, Response response, Callback callback, Sender sender, Names names) throws Exception {
        String path = request.getHttpURI().getPath();
        boolean mcp = ENDPOINT.equals(path);
        if (names.origins > 0 && (mcp || sse.serves(path) || path.startsWith("/.well-known/"))) {
            allow(names.origin, response.getHeaders());
            if ("OPTIONS".equals(request.getMethod())) {
                preflight(request, response.getHeaders());
                options(response, callback);
                return true;
            }
        }
        if (mcp && "OPTIONS".equals(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, METHODS);
            options(response, callback);
            return true;
        }
        if (mcp) {
            endpoint.handle(request, response, callback, sender);
            return true;
        }
        if (sse.serves(path)) {
            sse.handle(request, response, callback, sender);
            return true;
        }
        if (health.handle(path, request, response, callback, sender) || mounts.handle(request, response, callback, sender)) {
            return true;
        }
        services.problems().answer(response, callback, 404, "There is nothing here. The MCP endpoint is " + ENDPOINT + ".");
        return true;
    }

    private static boolean takesHost(Gate gate, Names names, Request request) {
        SocketAddress local = request.getConnectionMetaData().getLocalSocketAddress();
        boolean named = names.hosts == 1;
        if (names.hosts > 1 || named && !gate.takesHost(names.host, local)) {
            return false;
        }
        boolean field = request.getConnectionMetaData().getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion();
        if (field && !named) {
            return false;
        }
        // HTTP/2 has the authority in a place of its own, and an absolute request target has it too.
        HttpURI target = request.getHttpURI();
        return named && names.isHost(target.getHost()) || gate.takesHost(target.getAuthority(), local);
    }

    private static void allow(String origin, HttpFields.Mutable headers) {
        headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.put(HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        headers.put(HttpHeader.VARY, "Origin");
    }

    private static void preflight(Request request, HttpFields.Mutable headers) {
        headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS + parameters(request.getHeaders()));
        headers.put(HttpHeader.ACCESS_CONTROL_MAX_AGE, "600");
    }

    private void options(Response response, Callback callback) {
        services.figures().answered(204);
        response.setStatus(204);
        callback.succeeded();
    }

    /** The parameter headers a page asks to send: any tool may have some. */
    private static String parameters(HttpFields headers) {
        StringBuilder wanted = new StringBuilder();
        int count = 0;
        for (String name : headers.getCSV(HttpHeader.ACCESS_CONTROL_REQUEST_HEADERS, false)) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(PARAMETER) && token(lower) && count++ < MOST_PARAMETERS) {
                wanted.append(", ").append(lower);
            }
        }
        return wanted.toString();
    }

    private static boolean token(String name) {
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.')) {
                return false;
            }
        }
        return true;
    }

    /** The names a request goes by, found in one pass. */
    private static final class Names {
        private int hosts;
        private String host = "";
        private int origins;
        private String origin = "";

        /** Whether the one Host header names just this host, with a port or without. */
        boolean isHost(String name) {
            return name != null && host.regionMatches(true, 0, name, 0, name.length())
                    && (host.length() == name.length() || host.charAt(name.length()) == ':');
        }

        static Names of(Request request) {
            Names names = new Names();
            for (HttpField field : request.getHeaders()) {
                if (field.getHeader() == HttpHeader.HOST) {
                    names.hosts++;
                    names.host = field.getValue();
                } else if (field.getHeader() == HttpHeader.ORIGIN) {
                    names.origins++;
                    names.origin = field.getValue();
                }
            }
            return names;
        }
    }
}
