package io.patchbay.http.mcp;

import io.patchbay.http.request.ErrorResponses;
import io.patchbay.http.request.Guards;
import io.patchbay.http.request.HttpMetrics;
import io.patchbay.http.request.Sender;
import io.patchbay.http.server.ClientEndPoint;
import io.patchbay.http.server.Connections;
import io.patchbay.http.settings.HttpSettings;
import io.patchbay.protocol.CallThreads;
import io.patchbay.protocol.Dispatcher;
import io.patchbay.spi.identity.Identity;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /mcp}: who is calling, then what kind of body, then the body, then the {@link Dispatcher}, in this order. */
public final class McpEndpoint {

    private static final Logger log = LoggerFactory.getLogger(McpEndpoint.class);
    private static final byte[] NOTHING = {};

    /** The methods of HTTP that the endpoint accepts, for {@code Allow}. */
    public static final String METHODS = "POST, GET, DELETE, OPTIONS";

    private final Services services;
    private final Connections connections;
    private final CallThreads threads = new CallThreads();

    /** Set on a virtual thread that has served an exchange: Jetty may take the next request of its connection on it. */
    private final ThreadLocal<Boolean> used = new ThreadLocal<>();

    public McpEndpoint(Services services, Connections connections) {
        this.services = services;
        this.connections = connections;
    }

    /** What the endpoint works with. */
    public record Services(
            Supplier<HttpSettings> settings,
            Guards guards,
            ErrorResponses problems,
            Streams streams,
            Bodies bodies,
            HttpMetrics figures) {}

    /** Serves a request whose Host and Origin are good. */
    public void handle(Request request, Response response, Callback callback, Sender sender) {
        if (!"POST".equals(request.getMethod())
                && !"GET".equals(request.getMethod())
                && !"DELETE".equals(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, METHODS);
            refuse(response, callback, 405, "The MCP endpoint takes POST, GET and DELETE.");
            return;
        }
        identify(request, response, callback, sender).ifPresent(this::take);
    }

    /** Finds out who sends a request; where that is nobody we know, it is answered here. */
    Optional<Call> identify(Request request, Response response, Callback callback, Sender sender) {
        Optional<Guards.All> guards = services.guards().all();
        if (guards.isEmpty()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
            refuse(response, callback, 503, "The server is not ready. Try again soon.");
            return Optional.empty();
        }
        Identity identity;
        try {
            identity = guards.get().authenticator().authenticate(sender);
        } catch (RuntimeException | Error e) {
            log.error("The authenticator failed", e);
            services.guards().refused(sender, "authenticator_failed");
            refuse(response, callback, 500, "Something went wrong here. It is in the log.");
            return Optional.empty();
        }
        if (!(identity instanceof Identity.Known known)) {
            refuse(identity, response, callback, sender);
            return Optional.empty();
        }
        Optional<ClientEndPoint> client = sender.client();
        if (client.isPresent() && !connections.admits(client.get(), known.caller())) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "5");
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            refuse(
                    response,
                    callback,
                    503,
                    "The server has as many connections as it takes, all of them in use. Try again soon.");
            return Optional.empty();
        }
        return Optional.of(new Call(
                request, response, callback, sender, known, guards.get().dispatcher()));
    }

    /** Has a request served as soon as its body is there, if it is to have one. */
    void take(Call call) {
        if ("POST".equals(call.request().getMethod())) {
            new PostBody(call, services, this).start();
        } else {
            dispatch(call, NOTHING, true);
        }
    }

    /**
     * Hands an exchange to the dispatcher, on a thread of the exchange's own.
     *
     * @param fresh whether this is the thread that took the request from the connection: then it may be that thread
     */
    void dispatch(Call call, byte[] body, boolean fresh) {
        HttpExchange exchange = new HttpExchange(
                call.request(), call.response(), call.callback(), call.identity(), call.sender(), body, services);
        call.request().addIdleTimeoutListener(timeout -> false);
        if (fresh && CallThreads.onVirtual() && used.get() == null) {
            used.set(Boolean.TRUE);
            exchange.dispatchedInPlace();
            serve(call.dispatcher(), exchange);
        } else {
            threads.execute(() -> serve(call.dispatcher(), exchange));
        }
    }

    /** One request of a sender we know. */
    record Call(
            Request request,
            Response response,
            Callback callback,
            Sender sender,
            Identity.Known identity,
            Dispatcher dispatcher) {

        /** The same, served by somebody else. */
        Call servedBy(Dispatcher other) {
            return new Call(request, response, callback, sender, identity, other);
        }
    }

    private void refuse(Identity identity, Response response, Callback callback, Sender sender) {
        if (identity instanceof Identity.Refused refused) {
            boolean malformed = refused.reason() == Identity.Reason.MALFORMED;
            String state = malformed ? "malformed" : "not valid here";
            services.guards().refused(sender, reason(refused.reason()), refused);
            if (!malformed) {
                response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            }
            refuse(
                    response,
                    callback,
                    malformed ? 400 : 401,
                    "The credential is " + state
                            + ". Send one key, once: Authorization: Bearer <key id>:<secret>, or X-API-Key: <key id>:<secret>.");
        } else {
            services.guards().refused(sender, "no_credential");
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            refuse(response, callback, 401, "Send an API key: Authorization: Bearer <key>, or X-API-Key: <key>.");
        }
    }

    private void refuse(Response response, Callback callback, int status, String sentence) {
        services.problems().answer(response, callback, status, sentence);
    }

    private static void serve(Dispatcher dispatcher, HttpExchange exchange) {
        try {
            dispatcher.dispatch(exchange);
        } catch (Throwable e) {
            log.error("The dispatcher failed", e);
            exchange.fail();
        } finally {
            exchange.dispatched();
        }
    }

    private static String reason(Identity.Reason reason) {
        return switch (reason) {
            case MALFORMED -> "malformed_credential";
            case UNKNOWN -> "unknown_credential";
            case EXPIRED -> "expired_credential";
        };
    }
}
