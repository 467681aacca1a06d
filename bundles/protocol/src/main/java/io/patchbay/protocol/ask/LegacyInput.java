package io.patchbay.protocol.ask;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Answer;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.Codes;
import io.patchbay.api.InputRequest;
import io.patchbay.protocol.CallThreads;
import io.patchbay.protocol.Limits;
import io.patchbay.protocol.call.Admitted;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.call.WaitingCalls;
import io.patchbay.protocol.json.JsonReader;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.limit.Timers;
import io.patchbay.protocol.rpc.Feature;
import io.patchbay.protocol.rpc.Messages;
import io.patchbay.protocol.session.Session;
import io.patchbay.protocol.wire.PlainForm;
import io.patchbay.protocol.wire.RequestFormat;
import io.patchbay.spi.audit.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Sends a connector's questions to legacy clients, as requests on the stream of the call. When all questions are
 * answered, the next round of the call starts. A waiting call holds no thread, no lease and no slot.
 */
public final class LegacyInput {

    private static final int MAX_ROUNDS = 32;

    private final Supplier<Limits> limits;
    private final Timers timers;
    private final CallThreads threads;
    private final WaitingCalls waiting;

    public LegacyInput(Supplier<Limits> limits, Timers timers, CallThreads threads, WaitingCalls waiting) {
        this.waiting = waiting;
        this.limits = limits;
        this.timers = timers;
        this.threads = threads;
    }

    /**
     * Sends the questions on the stream of the call.
     *
     * @param again an action that starts the next round; executed on another thread after every question is answered
     * @param ended receives the result if the client cannot be asked or the call is cancelled; called on any thread
     * @throws ProtocolException if the client cannot be asked, and the method of the call reports failures as errors of
     *     the protocol
     */
    void ask(Admitted admitted, Result.Ask ask, Runnable again, Consumer<Result> ended) throws ProtocolException {
        Call call = admitted.call();
        Set<ClientCapability> missing = call.meta().capabilities().missing(needs(ask));
        if (missing.isEmpty() && !call.answering().acceptsStream() && onlyPages(ask)) {
            throw ProtocolException.urlElicitationRequired(pages(admitted, ask));
        }
        if (!missing.isEmpty() || !call.answering().acceptsStream() || !canExpress(call, ask)) {
            ended.accept(refused(admitted, ask));
            return;
        }
        if (call.progress().inputs().rounds() >= MAX_ROUNDS) {
            throw ProtocolException.internal(call.id());
        }
        Session session = call.session().orElseThrow();
        Questions questions = new Questions(call, ask, again, ended, threads);
        if (!call.progress().enter(questions)) {
            questions.cancel();
            return;
        }
        waiting.add(call);
        questions.addWithdrawal(() -> waiting.remove(call));
        for (Map.Entry<String, InputRequest> one : ask.requests().entrySet()) {
            String id = UUID.randomUUID().toString();
            session.addQuestion(id, response -> questions.answered(one.getKey(), one.getValue(), response));
            boolean asked = call.answering().sendRequest(message(admitted, id, one.getValue()));
            questions.addWithdrawal(() -> session.removeQuestion(id)
                    .ifPresent(open -> call.answering().sendNotification(cancellation(id))));
            if (!asked) {
                questions.answered(one.getKey(), new Answer.Refused("The client disconnected."));
            }
        }
        questions.allAsked(timers.after(limits.get().inputTimeout(), questions::expire));
    }

    private static Set<ClientCapability> needs(Result.Ask ask) {
        return ask.requests().values().stream().map(InputRequest::needs).collect(Collectors.toSet());
    }

    private static Result.Done refused(Admitted admitted, Result.Ask ask) throws ProtocolException {
        return admitted.failure(
                new Outcome(Outcome.Kind.FAILED, Codes.MISSING_CAPABILITY),
                AskedInWords.of(admitted.target().name(), ask.requests().values(), admitted.parameters()));
    }

    /** Returns whether the client's revision can express the questions. */
    private static boolean canExpress(Call call, Result.Ask ask) {
        return Feature.RICH_FORMS.in(call.revision())
                || ask.requests().values().stream()
                        .allMatch(request -> !(request instanceof InputRequest.Form form)
                                || PlainForm.of(form).isPresent());
    }

    private static byte[] message(Admitted admitted, String id, InputRequest request) {
        Optional<String> page =
                request instanceof InputRequest.Url url ? Optional.of(page(admitted, url)) : Optional.empty();
        return Messages.request(
                id,
                RequestFormat.method(request),
                out -> new RequestFormat(admitted.call().revision()).params(out, request, page));
    }

    /** Returns a notification that cancels a question. The client then closes the form. */
    private static byte[] cancellation(String id) {
        return Messages.notification("notifications/cancelled", out -> {
            out.writeStartObject();
            out.writeStringField("requestId", id);
            out.writeStringField("reason", "The answer is no longer needed.");
            out.writeEndObject();
        });
    }

    private static boolean onlyPages(Result.Ask ask) {
        return !ask.requests().isEmpty()
                && ask.requests().values().stream().allMatch(InputRequest.Url.class::isInstance);
    }

    /** Returns the web pages that the user must open. Called if the client accepts no requests during its call. */
    private static JsonNode pages(Admitted admitted, Result.Ask ask) throws ProtocolException {
        RequestFormat format = new RequestFormat(admitted.call().revision());
        return JsonReader.read(Messages.encoded(out -> {
            out.writeStartArray();
            for (InputRequest request : ask.requests().values()) {
                format.params(out, request, Optional.of(page(admitted, (InputRequest.Url) request)));
            }
            out.writeEndArray();
        }));
    }

    /**
     * Returns the id of a page: the connector's id, or a new id. The session stores a connector's id, because the
     * connector may refer to this id later.
     */
    private static String page(Admitted admitted, InputRequest.Url url) {
        url.id()
                .ifPresent(id ->
                        admitted.call().session().orElseThrow().addAskedPage(admitted.owner(), id, admitted.call()));
        return url.id().orElseGet(() -> UUID.randomUUID().toString());
    }
}
