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

/** Words the lines of the trail. Which members a kind of line has, and in which order, stands here and nowhere else. */
final class Lines {

    private static final int SHORT = 64;
    private static final int LONG = 160;
    private static final int ROOM = 768;

    private final String[] callerKinds = words(Caller.Kind.values());
    private final String[] outcomes = words(Outcome.Kind.values());
    private final String[] targets = words(Target.Kind.values());
    private final Clock clock;
    private final Supplier<Redaction> redaction;
    private final String version;

    /** @param version of the server */
    Lines(Clock clock, Supplier<Redaction> redaction, String version) {
        this.clock = clock;
        this.redaction = redaction;
        this.version = version;
    }

    /** A call that ended, all in one. */
    Line call(TrailEntry entry, Outcome outcome) {
        JsonBytes json = begin("call", entry.opening().callId());
        asked(json, entry);
        ended(json, entry, outcome);
        return Line.of(json);
    }

    /** A write that is about to run. */
    Line intent(TrailEntry entry) {
        JsonBytes json = begin("intent", entry.opening().callId());
        asked(json, entry);
        return Line.awaited(json);
    }

    /** How a write came out. */
    Line outcome(TrailEntry entry, Outcome outcome) {
        JsonBytes json = begin("outcome", entry.opening().callId());
        what(json, entry);
        ended(json, entry, outcome);
        return Line.of(json);
    }

    Line refused(Refusals.Count refused) {
        JsonBytes json = begin("refused", "");
        member(json, ",\"reason\":", refused.refusal().reason(), SHORT);
        member(json, ",\"source\":", refused.refusal().source(), SHORT);
        if (refused.sources() > 1) {
            json.raw(",\"sources\":").number(refused.sources());
        }
        member(json, ",\"credential\":", redaction.get().clean(refused.refusal().keyId()), SHORT);
        json.raw(",\"count\":").number(refused.count());
        json.raw(",\"first\":").instant(refused.first()).raw(",\"last\":").instant(refused.last());
        return Line.of(json);
    }

    /** @param note what was found amiss; perhaps empty */
    Line start(String note) {
        JsonBytes json = begin("start", "");
        member(json, ",\"version\":", version, SHORT);
        member(json, ",\"note\":", note, 512);
        return Line.of(json);
    }

    Line stop() {
        return Line.of(begin("stop", ""));
    }

    /** No line: somebody who waits for those before. */
    static Line nothing() {
        return Line.awaited(new JsonBytes(0));
    }

    private JsonBytes begin(String kind, String callId) {
        JsonBytes json = new JsonBytes(ROOM);
        json.raw(TrailLine.TIME)
                .instant(clock.millis())
                .raw(TrailLine.KIND)
                .raw(kind)
                .raw("\"");
        member(json, ",\"callId\":", callId, SHORT);
        return json;
    }

    private void asked(JsonBytes json, TrailEntry entry) {
        Opening opening = entry.opening();
        Caller caller = opening.identity().caller();
        what(json, entry);
        member(
                json,
                ",\"effect\":",
                entry.target().map(target -> target.effect().name()).orElse(""),
                SHORT);
        member(json, ",\"name\":", caller.name(), LONG);
        json.raw(",\"callerKind\":\"").raw(callerKinds[caller.kind().ordinal()]).raw("\"");
        member(json, ",\"tenant\":", caller.tenant().id(), SHORT);
        Credential credential = opening.identity().credential();
        member(json, ",\"credential\":", credential.id(), SHORT);
        if (opening.client().isPresent()) {
            ClientInfo client = opening.client().get();
            member(json, ",\"client\":", client.name(), SHORT);
            member(json, ",\"clientVersion\":", client.version(), SHORT);
        }
        member(json, ",\"source\":", opening.source(), SHORT);
        member(json, ",\"revision\":", opening.revision(), SHORT);
        if (entry.target().isPresent()) {
            ArgumentsWriter.write(entry.arguments().values(), redaction.get(), entry.secrets(), json);
        }
        entry.decision().ifPresent(decision -> decided(json, decision));
    }

    private void what(JsonBytes json, TrailEntry entry) {
        member(json, ",\"method\":", entry.opening().method(), SHORT);
        if (entry.target().isPresent()) {
            Target target = entry.target().get();
            json.raw(",\"targetKind\":\"").raw(targets[target.kind().ordinal()]).raw("\"");
            member(json, ",\"target\":", redaction.get().cleanName(target.name()), LONG);
        }
        member(json, ",\"caller\":", entry.opening().identity().caller().id(), SHORT);
    }

    private static void decided(JsonBytes json, Decision decision) {
        if (decision instanceof Decision.Allow) {
            json.raw(",\"decision\":\"allow\"");
        } else if (decision instanceof Decision.Deny deny) {
            json.raw(",\"decision\":\"deny\"");
            member(json, ",\"decisionCode\":", deny.code(), SHORT);
        } else if (decision instanceof Decision.Draft draft) {
            json.raw(",\"decision\":\"draft\"");
            member(json, ",\"draft\":", draft.id(), SHORT);
        } else {
            throw new AssertionError(decision);
        }
    }

    /** The line's time is the end; how long it took comes from a clock that only moves forward. */
    private void ended(JsonBytes json, TrailEntry entry, Outcome outcome) {
        json.raw(",\"outcome\":\"").raw(outcomes[outcome.kind().ordinal()]).raw("\"");
        member(json, ",\"code\":", outcome.code(), SHORT);
        json.raw(",\"started\":").instant(entry.opening().at().toEpochMilli());
        json.raw(",\"micros\":").number(entry.nanos() / 1000);
    }

    /** A member with a text, left out when the text is empty. */
    private static void member(JsonBytes json, String name, String text, int longest) {
        if (!text.isEmpty()) {
            json.raw(name).string(text, longest);
        }
    }

    private static String[] words(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }
}
