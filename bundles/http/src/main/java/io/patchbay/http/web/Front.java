package io.patchbay.http.web;

import io.patchbay.http.mcp.McpEndpoint;
import io.patchbay.http.mcp.SseEndpoint;
import io.patchbay.http.request.Sender;
import io.patchbay.http.server.WatchedEndPoint;
import io.patchbay.http.settings.Gate;
import io.patchbay.http.settings.HttpSettings;
import java.net.SocketAddress;
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
public final class Front extends Handler.Abstract {

    private static final String ENDPOINT = "/mcp";
    private final McpEndpoint.Services services;
    private final McpEndpoint endpoint;
    private final SseEndpoint sse;
    private final HealthPages health;
    private final Mounts mounts;

    public Front(McpEndpoint.Services services, Endpoints endpoints, HealthPages health, Mounts mounts) {
        this.services = services;
        this.endpoint = endpoints.mcp();
        this.sse = endpoints.sse();
        this.health = health;
        this.mounts = mounts;
    }

    /** Where MCP is spoken. */
    public record Endpoints(McpEndpoint mcp, SseEndpoint sse) {}

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getConnectionMetaData().getConnection().getEndPoint() instanceof WatchedEndPoint endPoint) {
            endPoint.arrived();
        }
        HttpSettings settings = services.settings().get();
        Sender sender = new Sender(request, settings);
        if (!settings.proxies().all().isEmpty()) {
            sender.client()
                    .filter(client -> client.caller().isEmpty())
                    .ifPresent(client -> client.comesFrom(sender.source()));
        }
        Names names = Names.of(request);
        if (!takesHost(settings.gate(), names, request)) {
            services.guards().refused(sender, "foreign_host");
            services.problems()
                    .answer(
                            response,
                            callback,
                            403,
                            "This Host is not served here. Operators set allowedHosts or publicUrl.");
            return true;
        }
        if (names.origins > 0 && (names.origins > 1 || !settings.gate().takesOrigin(names.origin))) {
            services.guards().refused(sender, "foreign_origin");
            services.problems()
                    .answer(
                            response,
                            callback,
                            403,
                            "Web pages of this origin may not call here. Operators set allowedOrigins.");
            return true;
        }
        if (!schemeFits(settings, request)) {
            services.problems()
                    .answer(response, callback, 400, "The request's URL has a scheme that is not served here.");
            return true;
        }
        route(new Arrival(request, response, callback, sender, names), settings);
        return true;
    }

    /** One request whose names are good. */
    private record Arrival(Request request, Response response, Callback callback, Sender sender, Names names) {}

    private void route(Arrival arrival, HttpSettings settings) throws Exception {
        Request request = arrival.request;
        String path = Paths.of(request.getHttpURI());
        String inner = ENDPOINT.equals(path) ? path : Paths.within(settings.prefix(), path);
        boolean mcp = ENDPOINT.equals(inner);
        boolean messages = !mcp && sse.serves(inner);
        if ((mcp || messages || path.startsWith("/.well-known/")) && answersOptions(arrival, mcp)) {
            return;
        }
        if (mcp) {
            endpoint.handle(request, arrival.response, arrival.callback, arrival.sender);
        } else if (messages) {
            sse.handle(inner, request, arrival.response, arrival.callback, arrival.sender);
        } else if (!health.handle(path, request, arrival.response, arrival.callback, arrival.sender)
                && !mounts.handle(path, request, arrival.response, arrival.callback, arrival.sender)) {
            services.problems()
                    .answer(
                            arrival.response,
                            arrival.callback,
                            404,
                            nothing(request.getHttpURI().getPath()));
        }
    }

    /** Lets a page of an allowed origin read what it will get. Whether this was all: the page, or someone else, only asked what may be sent. */
    private boolean answersOptions(Arrival arrival, boolean mcp) {
        HttpFields.Mutable headers = arrival.response.getHeaders();
        boolean page = arrival.names.origins > 0;
        boolean options = "OPTIONS".equals(arrival.request.getMethod());
        if (page) {
            CrossOrigin.allow(arrival.names.origin, headers);
        }
        if (!options || !page && !mcp) {
            return false;
        }
        if (page) {
            CrossOrigin.preflight(arrival.request.getHeaders(), headers);
        } else {
            headers.put(HttpHeader.ALLOW, McpEndpoint.METHODS);
        }
        services.figures().answered(204);
        arrival.response.setStatus(204);
        arrival.callback.succeeded();
        return true;
    }

    private static String nothing(String path) {
        boolean twoSlashes = path != null && path.contains("//");
        return twoSlashes
                ? "There is nothing here: the path has two slashes in a row. The MCP endpoint is " + ENDPOINT
                        + ", with one."
                : "There is nothing here. The MCP endpoint is " + ENDPOINT + ".";
    }

    /** Only HTTP's own schemes, and over HTTP/1.1 only that of the connection or of a proxy before it. */
    private static boolean schemeFits(HttpSettings settings, Request request) {
        String scheme = request.getHttpURI().getScheme();
        if (scheme == null) {
            return true;
        }
        boolean secure = scheme.equalsIgnoreCase("https");
        if (!secure && !scheme.equalsIgnoreCase("http")) {
            return false;
        }
        return secure == request.getConnectionMetaData().isSecure()
                || settings.proxied()
                || request.getConnectionMetaData().getHttpVersion().getVersion() >= HttpVersion.HTTP_2.getVersion();
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

    /** The names a request goes by, found in one pass. */
    private static final class Names {
        private int hosts;
        private String host = "";
        private int origins;
        private String origin = "";

        /** Whether the one Host header names just this host, with a port or without. */
        boolean isHost(String name) {
            return name != null
                    && host.regionMatches(true, 0, name, 0, name.length())
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
