package io.patchbay.protocol.front;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.protocol.CallThreads;
import io.patchbay.protocol.Dispatcher;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Limits;
import io.patchbay.protocol.Reply;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.CallPath;
import io.patchbay.protocol.call.Method;
import io.patchbay.protocol.json.JsonReader;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.method.Initialize;
import io.patchbay.protocol.method.LegacyListen;
import io.patchbay.protocol.rpc.Accept;
import io.patchbay.protocol.rpc.CallIds;
import io.patchbay.protocol.rpc.Headers;
import io.patchbay.protocol.rpc.Messages;
import io.patchbay.protocol.rpc.RequestMeta;
import io.patchbay.protocol.rpc.RpcMessage;
import io.patchbay.protocol.session.Running;
import io.patchbay.protocol.session.Session;
import io.patchbay.protocol.session.Sessions;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.audit.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Classifies each exchange by its era and dispatches it. */
public final class McpDispatcher implements Dispatcher {

    private static final Logger log = LoggerFactory.getLogger(McpDispatcher.class);

    private final Classifier classifier;
    private final Sessions sessions;
    private final CallPath path;
    private final AuditTrail trail;
    private final LegacyListen listening;
    private final Map<String, Method<?>> modern;
    private final Map<String, Method<?>> legacy;
    private final CallThreads threads;
    private final BiConsumer<Call, Method<?>> startHere;
    private final CallIds ids = new CallIds();

    /**
     * @param listening answers a GET of a legacy client
     * @param modern the methods of the modern era, by name
     * @param legacy the methods of the legacy era, by name
     */
    public McpDispatcher(
            Sessions sessions,
            CallPath path,
            AuditTrail trail,
            LegacyListen listening,
            Map<String, Method<?>> modern,
            Map<String, Method<?>> legacy,
            CallThreads threads,
            Supplier<Limits> limits) {
        this.classifier = new Classifier(sessions, limits);
        this.sessions = sessions;
        this.path = path;
        this.trail = trail;
        this.listening = listening;
        this.modern = modern;
        this.legacy = legacy;
        this.threads = threads;
        this.startHere = path::handle;
    }

    @Override
    public void dispatch(Exchange exchange) {
        try {
            switch (exchange.method()) {
                case "POST" -> post(exchange);
                case "GET" -> openStream(exchange);
                case "DELETE" -> endSession(exchange);
                default -> exchange.send(Reply.empty(405).with("Allow", "POST, GET, DELETE, OPTIONS"));
            }
        } catch (RuntimeException | Error e) {
            String id = ids.next();
            log.error("Exchange {} failed", id, e);
            exchange.send(Reply.json(500, Messages.error(Optional.empty(), ProtocolException.internal(id))));
        }
    }

    private void post(Exchange exchange) {
        JsonNode body;
        try {
            body = JsonReader.read(exchange.body());
        } catch (ProtocolException e) {
            refuse(exchange, new Route.Refused(400, Optional.empty(), e));
            return;
        }
        Route route = classifier.classify(body, exchange);
        if (route instanceof Route.Modern found) {
            modern(exchange, found.request());
        } else if (route instanceof Route.InSession found) {
            inSession(exchange, found.session(), found.request(), startHere);
        } else if (route instanceof Route.Handshake found) {
            handshake(exchange, found.request());
        } else if (route instanceof Route.Noted found) {
            handleNotification(found.session(), found.notification());
            exchange.send(Reply.empty(202));
        } else if (route instanceof Route.Answered found) {
            handleResponse(found);
            exchange.send(Reply.empty(202));
        } else if (route instanceof Route.Batch found) {
            batch(exchange, found);
        } else if (route instanceof Route.Ignored) {
            exchange.send(Reply.empty(202));
        } else if (route instanceof Route.Refused found) {
            refuse(exchange, found);
        } else {
            throw new AssertionError(route);
        }
    }

    private void modern(Exchange exchange, RpcMessage.Request request) {
        try {
            RequestMeta meta = ModernLadder.check(request, exchange, modern.keySet());
            checkAccept(exchange);
            Call call = new Call(ids.next(), exchange, request, meta, Optional.empty());
            exchange.onDisconnect(call::cancel);
            path.handle(call, modern.get(request.method()));
        } catch (ProtocolException e) {
            refuse(exchange, new Route.Refused(e.status(), Optional.of(request.id()), e));
        }
    }

    private void handshake(Exchange exchange, RpcMessage.Request request) {
        try {
            checkAccept(exchange);
            Call call = new Call(ids.next(), exchange, request, Initialize.meta(request), Optional.empty());
            exchange.accepted();
            path.handle(call, legacy.get(request.method()));
        } catch (ProtocolException e) {
            refuse(exchange, new Route.Refused(e.status(), Optional.of(request.id()), e));
        }
    }

    /**
     * Starts one call for each request of a batch. All calls run at the same time. The calls start after the server has
     * read the whole array, so that a cancellation in the array finds its call.
     */
    private void batch(Exchange exchange, Route.Batch batch) {
        Batch answer = new Batch(exchange, batch.session(), batch.requests());
        List<Runnable> calls = new ArrayList<>(batch.requests());
        for (Route part : batch.parts()) {
            if (part instanceof Route.InSession found) {
                inSession(
                        answer.element(),
                        found.session(),
                        found.request(),
                        (call, method) -> calls.add(() -> path.handle(call, method)));
            } else if (part instanceof Route.Noted found) {
                handleNotification(found.session(), found.notification());
            } else if (part instanceof Route.Answered found) {
                handleResponse(found);
            } else if (part instanceof Route.Refused found) {
                refuse(answer.element(), found);
            } else {
                throw new AssertionError(part);
            }
        }
        if (batch.requests() == 0) {
            exchange.send(Reply.empty(202));
        }
        if (!calls.isEmpty()) {
            exchange.accepted();
        }
        calls.forEach(threads::execute);
    }

    /** @param start runs the call on its path, now or soon */
    private void inSession(
            Exchange exchange, Session session, RpcMessage.Request request, BiConsumer<Call, Method<?>> start) {
        try {
            checkAccept(exchange);
            Method<?> method = legacy.get(request.method());
            if (method == null) {
                throw ProtocolException.methodNotFound(session.revision(), request.method());
            }
            RequestMeta meta = session.meta(request.params().path("_meta"));
            Call call = new Call(ids.next(), exchange, request, meta, Optional.of(session));
            if (!session.beginCall(call)) {
                throw ProtocolException.invalidRequest("A request with this id is still running. Use a new id.");
            }
            if (session.ended()) {
                session.endCall(call);
                refuse(
                        exchange,
                        new Route.Refused(
                                404,
                                Optional.of(request.id()),
                                ProtocolException.invalidRequest("Unknown session. Start a session with initialize.")));
                return;
            }
            exchange.accepted();
            start.accept(call, method);
        } catch (ProtocolException e) {
            refuse(exchange, new Route.Refused(e.status(), Optional.of(request.id()), e));
        }
    }

    private static void checkAccept(Exchange exchange) throws ProtocolException {
        Accept accept = Accept.of(exchange);
        if (!accept.json() && !accept.streams()) {
            throw new ProtocolException(
                    ProtocolException.INVALID_REQUEST,
                    "The Accept header must allow application/json or text/event-stream.",
                    Optional.empty(),
                    406);
        }
    }

    private static void handleResponse(Route.Answered found) {
        found.session()
                .removeQuestion(found.response().id().asText())
                .ifPresent(question -> question.answered(found.response()));
    }

    /** Handles a notification. Ignores unknown notifications and notifications about finished calls. */
    private static void handleNotification(Session session, RpcMessage.Notification notification) {
        if (notification.method().equals("notifications/cancelled")) {
            session.call(notification.params().path("requestId")).ifPresent(Running::cancel);
        }
    }

    private void openStream(Exchange exchange) {
        findSession(exchange).ifPresent(session -> {
            try {
                listening.serve(exchange, session, ids.next());
            } catch (ProtocolException e) {
                refuse(exchange, new Route.Refused(e.status(), Optional.empty(), e));
            }
        });
    }

    private void endSession(Exchange exchange) {
        findSession(exchange).ifPresent(session -> {
            sessions.end(session);
            exchange.send(Reply.empty(204));
        });
    }

    /**
     * Returns the session of a GET or DELETE. If there is no session, answers the exchange with an error and returns
     * empty.
     */
    private Optional<Session> findSession(Exchange exchange) {
        List<String> named = exchange.headers(Headers.SESSION);
        if (named.isEmpty()) {
            boolean modernClient = Classifier.version(exchange) == Classifier.Version.MODERN;
            boolean streamless =
                    exchange.method().equals("GET") && !Accept.of(exchange).streams();
            if (modernClient || streamless) {
                exchange.send(Reply.empty(405).with("Allow", "POST, OPTIONS"));
            } else {
                refuse(exchange, 400, "The header " + Headers.SESSION + " must name a session.");
            }
            return Optional.empty();
        }
        if (!Classifier.version(exchange).isLegacy()) {
            refuse(exchange, 400, Classifier.NOT_SERVED);
            return Optional.empty();
        }
        Optional<Session> session =
                named.size() == 1 ? sessions.find(named.get(0), exchange.identity()) : Optional.empty();
        if (session.isEmpty()) {
            refuse(exchange, 404, "Unknown session. Start a session with initialize.");
        }
        return session;
    }

    private void refuse(Exchange exchange, int status, String message) {
        refuse(exchange, new Route.Refused(status, Optional.empty(), ProtocolException.invalidRequest(message)));
    }

    private void refuse(Exchange exchange, Route.Refused refused) {
        trail.refused(new Refusal(
                exchange.source(),
                "rpc_" + refused.reason().code(),
                exchange.identity().credential().id(),
                Refusal.Claim.PROVEN));
        Reply reply = Reply.json(refused.status(), Messages.error(refused.id(), refused.reason()));
        exchange.send(refused.status() == 503 ? reply.with("Retry-After", "1") : reply);
    }
}
