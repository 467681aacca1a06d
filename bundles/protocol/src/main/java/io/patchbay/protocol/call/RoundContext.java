package io.patchbay.protocol.call;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
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

/** The context of one round, which the connector's code receives. */
final class RoundContext implements CallContext {

    private static final Logger log = LoggerFactory.getLogger(RoundContext.class);

    /** The limits on the progress and log messages of one round. */
    private static final int MAX_MESSAGES = 50_000;

    private static final int MAX_MESSAGES_PER_SECOND = 1_000;
    private static final int MAX_BYTES = 16 * 1024 * 1024;
    private static final int MAX_BYTES_PER_SECOND = 1024 * 1024;

    private final Call call;
    private final Round round;
    private final Access access;
    private final String logger;

    @GuardedBy("this")
    private Optional<Rate> messages = Optional.empty();

    @GuardedBy("this")
    private Optional<Rate> bytes = Optional.empty();

    @GuardedBy("this")
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
        return !round.isOpen();
    }

    @Override
    public void progress(double done, double total, String message) {
        if (Double.isFinite(done) && round.isOpen()) {
            call.progress().continuation().ifPresent(task -> task.progress(message));
        }
        Optional<JsonNode> token = call.meta().progressToken();
        if (token.isPresent() && Double.isFinite(done) && round.isOpen()) {
            sendProgress(token.get(), done, total, message);
        }
    }

    private synchronized void sendProgress(JsonNode token, double done, double total, String message) {
        if (!call.progress().advanceTo(done)) {
            return;
        }
        sendLimited(Messages.notification("notifications/progress", out -> {
            out.writeStartObject();
            out.writeFieldName("progressToken");
            Trees.write(out, token);
            writeNumber(out, "progress", done);
            if (total > 0 && Double.isFinite(total)) {
                writeNumber(out, "total", total);
            }
            if (!message.isEmpty() && Feature.PROGRESS_MESSAGE.in(call.revision())) {
                out.writeStringField("message", Texts.wellFormed(message));
            }
            out.writeEndObject();
        }));
    }

    private static void writeNumber(JsonGenerator out, String name, double value) throws IOException {
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
                || !round.isOpen()
                || !access.isFeatureVisible(call, Capabilities.LOGGING)) {
            return;
        }
        sendLimited(Messages.notification("notifications/message", out -> {
            out.writeStartObject();
            out.writeStringField("level", RequestMeta.name(level));
            out.writeStringField("logger", logger);
            out.writeFieldName("data");
            Trees.write(out, json);
            out.writeEndObject();
        }));
    }

    /** Sends a message. Drops the message if the round exceeds its rate limit. */
    private synchronized void sendLimited(byte[] message) {
        if (messages.isEmpty()) {
            messages = Optional.of(new Rate(MAX_MESSAGES, MAX_MESSAGES_PER_SECOND));
            bytes = Optional.of(new Rate(MAX_BYTES, MAX_BYTES_PER_SECOND));
        }
        if (messages.get().tryConsume(1) && bytes.orElseThrow().tryConsume(message.length)) {
            call.answering().sendNotification(message);
        } else if (!dropped) {
            dropped = true;
            log.warn(
                    "Call {}: {} exceeds the rate limit for progress and log messages; excess messages are dropped",
                    call.id(),
                    logger);
        }
    }

    @Override
    public boolean canAsk(ClientCapability capability) {
        return call.meta().capabilities().has(capability)
                && (call.modern()
                        || call.answering().acceptsStream()
                        || capability == ClientCapability.ELICITATION_URL);
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
        call.progress().continuation().ifPresent(Continuation::announce);
    }

    @Override
    public void releaseConnection() {
        if (round.isOpen()) {
            call.answering().releaseConnection();
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
