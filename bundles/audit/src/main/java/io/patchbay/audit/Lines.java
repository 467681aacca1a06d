package io.patchbay.audit;

import io.patchbay.api.Caller;
import io.patchbay.api.ClientInfo;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Target;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/** Creates the lines of the trail. Only this class determines the members of each kind of line, and the order of the members. */
final class Lines {

    private static final int MAX_SHORT_LENGTH = 64;
    private static final int MAX_LONG_LENGTH = 160;
    private static final int INITIAL_BYTES = 768;

    private final String[] callerKinds = lowerCaseNames(Caller.Kind.values());
    private final String[] outcomes = lowerCaseNames(Outcome.Kind.values());
    private final String[] targets = lowerCaseNames(Target.Kind.values());
    private final Clock clock;
    private final Supplier<Redaction> redaction;
    private final String version;

    /** @param version the version of the server */
    Lines(Clock clock, Supplier<Redaction> redaction, String version) {
        this.clock = clock;
        this.redaction = redaction;
        this.version = version;
    }

    /** Returns the line that records a whole call after the call has ended. */
    Line call(TrailEntry entry, Outcome outcome) {
        JsonBytes json = begin("call", entry.opening().callId());
        writeRequest(json, entry);
        writeOutcome(json, entry, outcome);
        return Line.of(json);
    }

    /** Returns the line of a write that is about to run. */
    Line intent(TrailEntry entry) {
        JsonBytes json = begin("intent", entry.opening().callId());
        writeRequest(json, entry);
        return Line.awaited(json);
    }

    /** Returns the line of a write that has ended. */
    Line outcome(TrailEntry entry, Outcome outcome) {
        JsonBytes json = begin("outcome", entry.opening().callId());
        writeTarget(json, entry);
        writeOutcome(json, entry, outcome);
        return Line.of(json);
    }

    Line refused(Refusals.Count refused) {
        JsonBytes json = begin("refused", "");
        writeMember(json, ",\"reason\":", refused.refusal().reason(), MAX_SHORT_LENGTH);
        writeMember(json, ",\"source\":", refused.refusal().source(), MAX_SHORT_LENGTH);
        if (refused.sources() > 1) {
            json.raw(",\"sources\":").number(refused.sources());
        }
        writeMember(
                json,
                ",\"credential\":",
                redaction.get().clean(refused.refusal().keyId()),
                MAX_SHORT_LENGTH);
        json.raw(",\"count\":").number(refused.count());
        json.raw(",\"first\":").instant(refused.first()).raw(",\"last\":").instant(refused.last());
        return Line.of(json);
    }

    /** @param note describes the repairs that were made when the trail was opened; may be empty */
    Line start(String note) {
        JsonBytes json = begin("start", "");
        writeMember(json, ",\"version\":", version, MAX_SHORT_LENGTH);
        writeMember(json, ",\"note\":", note, 512);
        return Line.of(json);
    }

    Line stop() {
        return Line.of(begin("stop", ""));
    }

    /** Returns a marker that is not written. The marker completes once all earlier lines are durable. */
    static Line flushMarker() {
        return Line.awaited(new JsonBytes(0));
    }

    private JsonBytes begin(String kind, String callId) {
        JsonBytes json = new JsonBytes(INITIAL_BYTES);
        json.raw(TrailLine.TIME)
                .instant(clock.millis())
                .raw(TrailLine.KIND)
                .raw(kind)
                .raw("\"");
        writeMember(json, ",\"callId\":", callId, MAX_SHORT_LENGTH);
        return json;
    }

    private void writeRequest(JsonBytes json, TrailEntry entry) {
        Opening opening = entry.opening();
        Caller caller = opening.identity().caller();
        writeTarget(json, entry);
        writeMember(
                json,
                ",\"effect\":",
                entry.target().map(target -> target.effect().name()).orElse(""),
                MAX_SHORT_LENGTH);
        writeMember(json, ",\"name\":", caller.name(), MAX_LONG_LENGTH);
        json.raw(",\"callerKind\":\"").raw(callerKinds[caller.kind().ordinal()]).raw("\"");
        writeMember(json, ",\"tenant\":", caller.tenant().id(), MAX_SHORT_LENGTH);
        Credential credential = opening.identity().credential();
        writeMember(json, ",\"credential\":", credential.id(), MAX_SHORT_LENGTH);
        if (opening.client().isPresent()) {
            ClientInfo client = opening.client().get();
            writeMember(json, ",\"client\":", client.name(), MAX_SHORT_LENGTH);
            writeMember(json, ",\"clientVersion\":", client.version(), MAX_SHORT_LENGTH);
        }
        writeMember(json, ",\"source\":", opening.source(), MAX_SHORT_LENGTH);
        writeMember(json, ",\"revision\":", opening.revision(), MAX_SHORT_LENGTH);
        if (entry.target().isPresent()) {
            ArgumentsWriter.write(entry.arguments().values(), redaction.get(), entry.secrets(), json);
        }
        entry.decision().ifPresent(decision -> writeDecision(json, decision));
    }

    private void writeTarget(JsonBytes json, TrailEntry entry) {
        writeMember(json, ",\"method\":", entry.opening().method(), MAX_SHORT_LENGTH);
        if (entry.target().isPresent()) {
            Target target = entry.target().get();
            json.raw(",\"targetKind\":\"").raw(targets[target.kind().ordinal()]).raw("\"");
            writeMember(json, ",\"target\":", redaction.get().cleanName(target.name()), MAX_LONG_LENGTH);
        }
        writeMember(json, ",\"caller\":", entry.opening().identity().caller().id(), MAX_SHORT_LENGTH);
    }

    private static void writeDecision(JsonBytes json, Decision decision) {
        if (decision instanceof Decision.Allow) {
            json.raw(",\"decision\":\"allow\"");
        } else if (decision instanceof Decision.Deny deny) {
            json.raw(",\"decision\":\"deny\"");
            writeMember(json, ",\"decisionCode\":", deny.code(), MAX_SHORT_LENGTH);
        } else if (decision instanceof Decision.Draft draft) {
            json.raw(",\"decision\":\"draft\"");
            writeMember(json, ",\"draft\":", draft.id(), MAX_SHORT_LENGTH);
        } else {
            throw new AssertionError(decision);
        }
    }

    /** Writes the outcome. The time of the line is the end of the operation. The duration is measured with a monotonic clock. */
    private void writeOutcome(JsonBytes json, TrailEntry entry, Outcome outcome) {
        json.raw(",\"outcome\":\"").raw(outcomes[outcome.kind().ordinal()]).raw("\"");
        writeMember(json, ",\"code\":", outcome.code(), MAX_SHORT_LENGTH);
        json.raw(",\"started\":").instant(entry.opening().at().toEpochMilli());
        json.raw(",\"micros\":").number(entry.nanos() / 1000);
    }

    /** Writes a member with a text, unless the text is empty. */
    private static void writeMember(JsonBytes json, String name, String text, int maxLength) {
        if (!text.isEmpty()) {
            json.raw(name).string(text, maxLength);
        }
    }

    private static String[] lowerCaseNames(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }
}
