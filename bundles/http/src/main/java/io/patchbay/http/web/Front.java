package io.patchbay.http.web;

import io.patchbay.http.mcp.McpEndpoint;
import io.patchbay.http.mcp.SseEndpoint;
import io.patchbay.http.request.Incoming;
import io.patchbay.http.request.RequestServices;
import io.patchbay.http.request.Sender;
import io.patchbay.http.server.WatchedEndPoint;
import io.patchbay.http.settings.HostRules;
import io.patchbay.http.settings.HttpSettings;
import java.net.SocketAddress;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Handles every request. Checks Host and Origin for every path, then routes by path. */
public final class Front extends Handler.Abstract {

    private static final String ENDPOINT = "/mcp";

    private final RequestServices services;
    private final McpEndpoint endpoint;
    private final SseEndpoint sse;
    private final RoutePath routes;
    private final DoorServices doors;

    public Front(RequestServices services, Endpoints endpoints, RoutePath routes, DoorServices doors) {
        this.services = services;
        this.endpoint = endpoints.mcp();
        this.sse = endpoints.sse();
        this.routes = routes;
        this.doors = doors;
    }

    /** The endpoints that speak MCP. */
    public record Endpoints(McpEndpoint mcp, SseEndpoint sse) {}

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getConnectionMetaData().getConnection().getEndPoint() instanceof WatchedEndPoint endPoint) {
            endPoint.requestArrived();
        }
        HttpSettings settings = services.settings().get();
        Sender sender = new Sender(request, settings);
        Incoming incoming = new Incoming(request, response, callback, sender);
        if (!settings.proxies().all().isEmpty()) {
            sender.client()
                    .filter(client -> client.caller().isEmpty())
                    .ifPresent(client -> client.setSource(sender.source()));
        }
        HostAndOrigin names = HostAndOrigin.of(request);
        if (!acceptsHost(settings.hostRules(), names, request)) {
            services.refuse(
                    incoming,
                    403,
                    "foreign_host",
                    "This server does not accept the Host header. An operator can add the host to allowedHosts, or set"
                            + " publicUrl.");
        } else if (names.origins > 1
                || names.origins == 1 && !settings.hostRules().acceptsOrigin(names.origin)) {
            services.refuse(
                    incoming,
                    403,
                    "foreign_origin",
                    "This server does not accept requests from web pages of this origin. An operator can add the origin"
                            + " to allowedOrigins.");
        } else if (!acceptsScheme(settings, request)) {
            services.errors().respond(incoming, 400, "The scheme of the request's URL does not match the connection.");
        } else {
            route(incoming, names, settings);
        }
        return true;
    }

    private void route(Incoming incoming, HostAndOrigin names, HttpSettings settings) throws Exception {
        HttpURI target = incoming.request().getHttpURI();
        String path = Paths.of(target);
        String inner = ENDPOINT.equals(path) ? path : Paths.within(settings.prefix(), path);
        boolean mcp = ENDPOINT.equals(inner);
        boolean messages = !mcp && sse.serves(inner);
        if ((mcp || messages) && answerOptions(incoming, names, mcp)) {
            return;
        }
        if (mcp) {
            endpoint.handle(incoming);
        } else if (messages) {
            sse.handle(inner, incoming);
        } else {
            Optional<RouteOwner> owner = routes.owner(path);
            if (owner.isPresent()) {
                routes.handle(owner.get(), JettyDoor.read(incoming, path), new JettyDoor(incoming, services, doors));
            } else {
                services.errors().respond(incoming, 404, noSuchPath(target.getPath()));
            }
        }
    }

    /**
     * Permits a page of an allowed origin to read the answer. Returns true if this method answered the request, because the request
     * only asked for the allowed methods.
     */
    private boolean answerOptions(Incoming incoming, HostAndOrigin names, boolean mcp) {
        HttpFields.Mutable headers = incoming.response().getHeaders();
        boolean isFromPage = names.origins > 0;
        boolean isOptions = "OPTIONS".equals(incoming.request().getMethod());
        if (isFromPage) {
            CrossOrigin.allowRead(names.origin, headers::put);
        }
        if (!isOptions || !isFromPage && !mcp) {
            return false;
        }
        if (isFromPage) {
            CrossOrigin.allowSend(
                    McpEndpoint.METHODS,
                    incoming.request().getHeaders().getValuesList(HttpHeader.ACCESS_CONTROL_REQUEST_HEADERS),
                    headers::put);
        } else {
            headers.put(HttpHeader.ALLOW, McpEndpoint.METHODS);
        }
        services.metrics().countResponse(204);
        incoming.response().setStatus(204);
        incoming.callback().succeeded();
        return true;
    }

    private static String noSuchPath(String path) {
        return path != null && path.contains("//")
                ? "No such path. The path has two consecutive slashes. The MCP endpoint is " + ENDPOINT + "."
                : "No such path. The MCP endpoint is " + ENDPOINT + ".";
    }

    /**
     * Returns whether the scheme is valid. The scheme must be http or https. Over HTTP/1.1 without a proxy, the scheme must also
     * match the connection.
     */
    private static boolean acceptsScheme(HttpSettings settings, Request request) {
        String scheme = request.getHttpURI().getScheme();
        if (scheme == null) {
            return true;
        }
        boolean secure = scheme.equalsIgnoreCase("https");
        if (!secure && !scheme.equalsIgnoreCase("http")) {
            return false;
        }
        return secure == request.getConnectionMetaData().isSecure()
                || settings.isProxied()
                || request.getConnectionMetaData().getHttpVersion().getVersion() >= HttpVersion.HTTP_2.getVersion();
    }

    private static boolean acceptsHost(HostRules hostRules, HostAndOrigin names, Request request) {
        SocketAddress local = request.getConnectionMetaData().getLocalSocketAddress();
        boolean named = names.hosts == 1;
        if (names.hosts > 1 || named && !hostRules.acceptsHost(names.host, local)) {
            return false;
        }
        boolean needsHeader =
                request.getConnectionMetaData().getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion();
        if (needsHeader && !named) {
            return false;
        }
        // HTTP/2 has the authority in a pseudo-header. An absolute request target also contains the authority.
        HttpURI target = request.getHttpURI();
        return named && names.isHost(target.getHost()) || hostRules.acceptsHost(target.getAuthority(), local);
    }

    /** The Host and Origin headers of a request. One pass finds both headers. */
    private static final class HostAndOrigin {
        private int hosts;
        private String host = "";
        private int origins;
        private String origin = "";

        /** Returns whether there is exactly one Host header and it names this host, with or without a port. */
        boolean isHost(String name) {
            return name != null
                    && host.regionMatches(true, 0, name, 0, name.length())
                    && (host.length() == name.length() || host.charAt(name.length()) == ':');
        }

        static HostAndOrigin of(Request request) {
            HostAndOrigin names = new HostAndOrigin();
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
