package io.patchbay.protocol.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.api.Answer;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.InputRequest;
import io.patchbay.protocol.call.Admitted;
import io.patchbay.protocol.call.Answers;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Inputs;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.json.Canonical;
import io.patchbay.protocol.json.JsonReader;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.json.Trees;
import io.patchbay.protocol.rpc.Messages;
import io.patchbay.protocol.rpc.Params;
import io.patchbay.protocol.seal.Sealer;
import io.patchbay.protocol.session.Sessions;
import io.patchbay.protocol.wire.AskedFormat;
import io.patchbay.protocol.wire.Formats;
import io.patchbay.spi.audit.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Implements multi-round-trip requests (MCP 2026-07-28). The server sends a connector's questions as a result, and the
 * client's next request contains the answers. Between the rounds, the client keeps a sealed state that includes the
 * questions. A state is valid for one caller and one request, and only for a limited time. The server remembers only
 * the states that writing calls have used.
 */
public final class ModernInput {

    private static final String PURPOSE = "request-state";
    private static final Duration STATE_LIFETIME = Duration.ofMinutes(30);
    private static final int MAX_STATE_BYTES = 40_000;

    private final Sealer sealer;
    private final Formats formats;
    private final Clock clock;
    private final UsedStates used;

    public ModernInput(Sealer sealer, Formats formats, Clock clock) {
        this.sealer = sealer;
        this.formats = formats;
        this.clock = clock;
        // states from before the start may have been used: a write accepts no state that expires before this time
        this.used = new UsedStates(clock.instant().plus(STATE_LIFETIME).toEpochMilli() + 1);
    }

    /**
     * Marks the state of a request as used by a call that writes. Each state is valid for only one call that writes.
     *
     * @throws ProtocolException if the state was used before
     */
    public void useOnce(Call call) throws ProtocolException {
        if (!call.request().params().hasNonNull("requestState")) {
            return;
        }
        long expires = open(call).path("e").longValue();
        String state =
                Canonical.digest(call.request().params().get("requestState").textValue());
        if (!used.use(Sessions.owner(call.identity()), state, expires, clock.millis())) {
            throw ProtocolException.invalidParams(
                    "\"requestState\" was used before. A call that writes accepts a state only once. "
                            + "This call did nothing, but the earlier call may have made changes. "
                            + "Check these changes, then call again without \"requestState\" if needed.");
        }
    }

    /**
     * Returns the answers that a request contains. Answers to the questions of the previous round must fit these
     * questions.
     */
    public Inputs read(Call call) throws ProtocolException {
        JsonNode params = call.request().params();
        if (!params.hasNonNull("inputResponses") && !params.hasNonNull("requestState")) {
            return Inputs.NONE;
        }
        ObjectNode brought = Params.object(params, "inputResponses");
        if (!params.hasNonNull("requestState")) {
            return Inputs.NONE.withBrought(brought); // a later round asks the questions and checks the answers
        }
        ObjectNode state = open(call);
        Optional<String> connectors = Optional.ofNullable(state.path("s").textValue());
        Inputs before = Inputs.of(answers(state.path("a")), (ObjectNode) state.get("a"), connectors)
                .withBrought(brought);
        return before.withAnswersTo(AskedFormat.read(state.path("q")), connectors)
                .orElse(before);
    }

    private static Map<String, Answer> answers(JsonNode sealed) throws ProtocolException {
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> one : sealed.properties()) {
            answers.put(
                    one.getKey(),
                    Answers.parse(
                            AskedFormat.request(one.getValue()),
                            one.getKey(),
                            one.getValue().path("v")));
        }
        return answers;
    }

    /** Returns the result that contains the questions to the client. */
    Result.Done inputRequired(Admitted admitted, Result.Ask ask) throws ProtocolException {
        Call call = admitted.call();
        Set<ClientCapability> missing = call.meta()
                .capabilities()
                .missing(ask.requests().values().stream()
                        .map(InputRequest::needs)
                        .collect(Collectors.toSet()));
        if (!missing.isEmpty()) {
            throw ProtocolException.missingCapability(
                    missing,
                    AskedInWords.of(admitted.target().name(), ask.requests().values(), admitted.parameters()));
        }
        Optional<String> state = Optional.of(seal(call, ask));
        return new Result.Done(
                out -> formats.of(call.revision()).inputRequired(out, ask.requests(), state),
                new Outcome(Outcome.Kind.INPUT_REQUIRED, ""));
    }

    private String seal(Call call, Result.Ask ask) throws ProtocolException {
        ObjectNode plain = JsonNodeFactory.instance.objectNode();
        plain.put("e", clock.instant().plus(STATE_LIFETIME).toEpochMilli());
        plain.set("a", call.progress().inputs().raw());
        plain.set("q", AskedFormat.write(ask.requests()));
        ask.state().ifPresent(text -> plain.put("s", text));
        byte[] bytes = Messages.encoded(out -> Trees.write(out, plain));
        if (bytes.length > MAX_STATE_BYTES) {
            throw ProtocolException.invalidParams("The questions and answers of this call are too long to continue.");
        }
        return sealer.seal(PURPOSE, boundTo(call), bytes);
    }

    private ObjectNode open(Call call) throws ProtocolException {
        JsonNode sealed = call.request().params().get("requestState");
        Optional<byte[]> plain =
                sealed.isTextual() ? sealer.open(PURPOSE, boundTo(call), sealed.textValue()) : Optional.empty();
        if (plain.isPresent()
                && JsonReader.read(plain.get()) instanceof ObjectNode state
                && state.path("e").longValue() >= clock.millis()) {
            return state;
        }
        throw ProtocolException.invalidParams(
                "\"requestState\" has expired, or this server did not create it for this caller and this request.");
    }

    private static String boundTo(Call call) {
        StringBuilder salient = new StringBuilder(call.request().method()).append('\n');
        call.request().params().properties().stream()
                .filter(one ->
                        !Set.of("_meta", "inputResponses", "requestState").contains(one.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> salient.append(Canonical.text(one.getKey())).append(Canonical.text(one.getValue())));
        return Sessions.owner(call.identity()) + '\n' + Canonical.digest(salient.toString());
    }
}
