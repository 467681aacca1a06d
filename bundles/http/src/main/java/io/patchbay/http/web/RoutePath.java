package io.patchbay.http.web;

import io.patchbay.api.Codes;
import io.patchbay.http.mcp.Streams;
import io.patchbay.http.request.BodyReader;
import io.patchbay.http.request.ErrorResponses;
import io.patchbay.http.request.Guards;
import io.patchbay.protocol.CallThreads;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.web.WebAnswer;
import io.patchbay.spi.web.WebRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one path of every request to a route. {@link #walk}, then {@link #run}, are the security of a route: find, authenticate, check the
 * access, record, decide, read the body, call the handler, answer. Any thread.
 */
public final class RoutePath {

    private static final Logger log = LoggerFactory.getLogger(RoutePath.class);

    private final RouteTable table;
    private final Guards guards;
    private final RouteAccess access;
    private final RoutePolicy policy;
    private final RouteLimits limits;
    private final ScheduledExecutorService timer;
    private final CallThreads threads = new CallThreads();

    /** @param timer starts what ends a handler that takes too long */
    public RoutePath(RouteTable table, Guards guards, RouteLimits limits, ScheduledExecutorService timer) {
        this.table = table;
        this.guards = guards;
        this.access = new RouteAccess(guards);
        this.policy = new RoutePolicy(guards);
        this.limits = limits;
        this.timer = timer;
    }

    /** Returns whose routes serve a canonical path. */
    Optional<RouteOwner> owner(String path) {
        return table.owner(path);
    }

    /** Handles a request whose Host and Origin were accepted. Returns before the answer, unless the route is the server's own. */
    void handle(RouteOwner owner, WebRequest request, WebDoor door) {
        Visit visit = new Visit(request, door, owner);
        try {
            walk(visit);
        } catch (RefusedRequest e) {
            visit.answer(e.answer());
        } catch (RuntimeException | Error e) {
            log.error("A request below {} failed", owner.base(), e);
            visit.answer(WebProblems.of(500, ErrorResponses.INTERNAL));
        }
    }

    /** Walks from the route to the thread of the handler. Reads no byte of the body. */
    private void walk(Visit visit) throws RefusedRequest {
        if (visit.isPreflight()) {
            visit.answerPreflight();
            return;
        }
        RouteOwner.Found found = find(visit);
        if (found.route().writes() && visit.isFromStrangePage()) {
            guards.recordRefusal(visit.request(), "foreign_origin");
            throw new RefusedRequest(WebProblems.of(403, "Web pages may not change anything with this path."));
        }
        Optional<Identity.Known> caller =
                access.authenticate(visit, found.route().access());
        access.check(visit, found.route(), caller);
        Admitted admitted = new Admitted(visit, found, caller, UUID.randomUUID().toString());
        if (visit.owner().isServer()) {
            run(admitted);
        } else {
            runOnItsOwnThread(admitted);
        }
    }

    /** Runs an admitted request, from its record to its answer. */
    private void run(Admitted admitted) {
        RouteRecord record = RouteRecord.of(admitted);
        try {
            record.open(guards.trail());
            policy.checkRefusal(admitted, record);
            byte[] body = readBody(admitted);
            policy.decide(admitted, record);
            if (admitted.route().writes()) {
                record.recordIntent();
            }
            Optional<WebAnswer> answer = call(admitted, body, record);
            if (answer.isPresent()) {
                settle(admitted, record, answer.get());
            }
        } catch (RefusedRequest e) {
            admitted.visit().answer(record.closed(e));
        } catch (RuntimeException | Error e) {
            log.error("A request to {} failed (call {})", admitted.found().name(), admitted.callId(), e);
            admitted.visit().answer(record.closed(admitted.internal()));
        }
    }

    private static RouteOwner.Found find(Visit visit) throws RefusedRequest {
        if (visit.found().isPresent()) {
            return visit.found().get();
        }
        throw new RefusedRequest(visit.methods()
                .map(methods -> WebProblems.of(405, "This path accepts " + methods + " only.")
                        .with("Allow", methods))
                .orElseGet(() -> WebProblems.of(404, "No such path.")));
    }

    private void runOnItsOwnThread(Admitted admitted) throws RefusedRequest {
        RouteOwner owner = admitted.visit().owner();
        if (!owner.enter()) {
            throw new RefusedRequest(
                    WebProblems.later(503, "1", "Too many requests to this path run at once. Retry in a moment."));
        }
        try {
            admitted.visit().door().holdOpen();
            threads.execute(() -> {
                owner.begin();
                try {
                    run(admitted);
                } finally {
                    owner.leave();
                }
            });
        } catch (RuntimeException | Error e) {
            owner.leave();
            throw e;
        }
    }

    /** Reads the whole body, and waits for a slow client until the time limit of requests. */
    private static byte[] readBody(Admitted admitted) throws RefusedRequest {
        for (String encoding : admitted.visit().header("Content-Encoding")) {
            if (!encoding.equalsIgnoreCase("identity")) {
                throw new RefusedRequest(WebProblems.of(415, "The body must not be compressed."));
            }
        }
        CompletableFuture<byte[]> read = new CompletableFuture<>();
        long maxBytes = admitted.route().maxBodyBytes();
        String caller =
                admitted.caller().map(known -> Streams.key(known.caller())).orElse("");
        admitted.visit().door().readBody(maxBytes, caller, new BodyReader.Receiver() {
            @Override
            public void received(byte[] body, boolean onReadingThread) {
                read.complete(body);
            }

            @Override
            public void failed(BodyReader.Failure failure) {
                read.completeExceptionally(new RefusedRequest(problem(failure, maxBytes)));
            }
        });
        try {
            return read.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RefusedRequest refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedRequest(WebProblems.later(503, "1", ErrorResponses.NOT_READY));
        }
    }

    private static WebAnswer problem(BodyReader.Failure failure, long maxBytes) {
        return switch (failure) {
            case TOO_LARGE ->
                WebProblems.of(
                        413,
                        maxBytes == 0
                                ? "This path accepts no body."
                                : "The body is larger than " + maxBytes + " bytes.");
            case CALLER_MEMORY ->
                WebProblems.later(
                        429, "5", "This caller has too many large requests at the same time. Retry in a few seconds.");
            case SERVER_MEMORY ->
                WebProblems.later(
                        503, "5", "This server has too many large requests at the same time. Retry in a few seconds.");
            case INCOMPLETE -> WebProblems.of(400, "The body ended before it was complete.");
            case TOO_SLOW -> WebProblems.of(408, "The body took too long to arrive.");
        };
    }

    /** Calls the handler. Returns an empty value if the handler took too long, so that the request is answered already. */
    private Optional<WebAnswer> call(Admitted admitted, byte[] body, RouteRecord record) throws RefusedRequest {
        HandlerCall call = new HandlerCall(admitted, record, limits.answer());
        return admitted.visit().owner().isServer() ? call.run(body) : call.runWithin(timer, threads, body);
    }

    /** Records the outcome and sends the answer; in the other order for a stream, whose outcome is known at its end. */
    private static void settle(Admitted admitted, RouteRecord record, WebAnswer answer) throws RefusedRequest {
        Outcome outcome = outcome(answer);
        if (answer.body() instanceof WebAnswer.Bytes) {
            record.close(outcome);
            admitted.visit().answer(answer);
            return;
        }
        try {
            admitted.visit().send(answer);
        } catch (WebDoor.ClientGone e) {
            outcome = new Outcome(Outcome.Kind.CANCELLED, "");
        } catch (Throwable e) {
            log.error("The stream of {} failed (call {})", admitted.found().name(), admitted.callId(), e);
            outcome = new Outcome(Outcome.Kind.ERROR, Codes.INTERNAL_ERROR);
        }
        record.closeAfterAnswer(outcome);
    }

    private static Outcome outcome(WebAnswer answer) {
        if (answer.status() < 400) {
            return Outcome.OK;
        }
        Outcome.Kind kind = answer.status() < 500 ? Outcome.Kind.FAILED : Outcome.Kind.ERROR;
        return new Outcome(kind, String.valueOf(answer.status()));
    }
}
