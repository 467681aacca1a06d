package io.patchbay.protocol.call;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.Answer;
import io.patchbay.api.CallContext;
import io.patchbay.api.Caller;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.ClientInfo;
import io.patchbay.api.Json;
import io.patchbay.api.Level;
import io.patchbay.api.TraceContext;
import io.patchbay.protocol.json.Texts;
import io.patchbay.protocol.json.Trees;
import io.patchbay.protocol.limit.Rate;
import io.patchbay.protocol.rpc.Feature;
import io.patchbay.protocol.rpc.Messages;
import io.patchbay.protocol.rpc.RequestMeta;
import io.patchbay.protocol.session.Session;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a connector may know and do during one round. */
final class RoundContext implements CallContext {

    private static final Logger log = LoggerFactory.getLogger(RoundContext.class);

    /** Progress and logs of one round, and how many more each second. */
    private static final int MOST_MESSAGES = 50_000;

    private static final int MORE_MESSAGES = 1_000;
    private static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final int MORE_BYTES = 1024 * 1024;

    private final Call call;
    private final Round round;
    private final Access access;
    private final String logger;
    private Optional<Rate> messages = Optional.empty();
    private Optional<Rate> bytes = Optional.empty();
    private boolean dropped;

    RoundContext(Call call, Round round, Access access, String logger) {
        this.call = call;
        this.round = round;
        this.access = access;
        this.logger = logger;
    }

    @Override
    public String callId() {
        return call.id();
    }

    @Override
    public Caller caller() {
        return call.identity().caller();
    }

    @Override
    public Optional<Caller> approver() {
        return Optional.empty();
    }

    @Override
    public Instant deadline() {
        return round.deadline();
    }

    @Override
    public boolean cancelled() {
        return !round.open();
    }

    @Override
    public void progress(double done, double total, String message) {
        if (Double.isFinite(done) && round.open()) {
            call.progress().continuation().ifPresent(task -> task.progress(message));
        }
        Optional<JsonNode> token = call.meta().progressToken();
        if (token.isPresent() && Double.isFinite(done) && round.open()) {
            tellProgress(token.get(), done, total, message);
        }
    }

    private synchronized void tellProgress(JsonNode token, double done, double total, String message) {
        if (!call.progress().increases(done)) {
            return;
        }
        tell(Messages.notification("notifications/progress", out -> {
            out.writeStartObject();
            out.writeFieldName("progressToken");
            Trees.write(out, token);
            number(out, "progress", done);
            if (total > 0 && Double.isFinite(total)) {
                number(out, "total", total);
            }
            if (!message.isEmpty() && Feature.PROGRESS_MESSAGE.in(call.revision())) {
                out.writeStringField("message", Texts.wellFormed(message));
            }
            out.writeEndObject();
        }));
    }

    private static void number(JsonGenerator out, String name, double value) throws IOException {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            out.writeNumberField(name, (long) value);
        } else {
            out.writeNumberField(name, value);
        }
    }

    @Override
    public void log(Level level, Object data) {
        Json json = Json.of(data);
        Optional<Level> from = call.session().map(Session::level).or(call.meta()::level);
        if (from.isEmpty()
                || level.compareTo(from.get()) < 0
                || !round.open()
                || !access.feature(call, Capabilities.LOGGING)) {
            return;
        }
        tell(Messages.notification("notifications/message", out -> {
            out.writeStartObject();
            out.writeStringField("level", RequestMeta.name(level));
            out.writeStringField("logger", logger);
            out.writeFieldName("data");
            Trees.write(out, json);
            out.writeEndObject();
        }));
    }

    /** At a rate that a client can follow: what is beyond it is dropped. */
    private synchronized void tell(byte[] message) {
        if (messages.isEmpty()) {
            messages = Optional.of(new Rate(MOST_MESSAGES, MORE_MESSAGES));
            bytes = Optional.of(new Rate(MOST_BYTES, MORE_BYTES));
        }
        if (messages.get().tryConsume(1) && bytes.orElseThrow().tryConsume(message.length)) {
            call.answering().tell(message);
        } else if (!dropped) {
            dropped = true;
            log.warn(
                    "Call {}: {} tells of its progress, or logs, more than its client can follow; what is too much is dropped",
                    call.id(),
                    logger);
        }
    }

    @Override
    public boolean canAsk(ClientCapability capability) {
        return call.meta().capabilities().has(capability)
                && (call.modern() || call.answering().streamable() || capability == ClientCapability.ELICITATION_URL);
    }

    @Override
    public Map<String, Answer> answers() {
        return call.progress().inputs().answers();
    }

    @Override
    public Optional<String> state() {
        return call.progress().inputs().state();
    }

    @Override
    public void continueAsTask() {
        call.progress().continuation().ifPresent(Continuation::begin);
    }

    @Override
    public void releaseConnection() {
        if (round.open()) {
            call.answering().release();
        }
    }

    @Override
    public Optional<ClientInfo> client() {
        return call.meta().client();
    }

    @Override
    public Optional<TraceContext> trace() {
        return call.meta().trace();
    }
}
