package io.patchbay.protocol.method;

import io.patchbay.api.Level;
import io.patchbay.protocol.call.Access;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Capabilities;
import io.patchbay.protocol.call.FeatureMethod;
import io.patchbay.protocol.call.Method;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.json.BodyWriter;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.Params;
import io.patchbay.protocol.rpc.RequestMeta;
import io.patchbay.protocol.rpc.ResourceUri;
import java.util.LinkedHashMap;
import java.util.Map;

/** The small methods that only the legacy era has. Each method answers with an empty object. */
public final class LegacyMethods {

    private static final BodyWriter EMPTY = out -> {
        out.writeStartObject();
        out.writeEndObject();
    };

    private final Access access;
    private final Audience audience;

    public LegacyMethods(Access access, Audience audience) {
        this.access = access;
        this.audience = audience;
    }

    public Map<String, Method<?>> all() {
        Map<String, Method<?>> all = new LinkedHashMap<>();
        all.put("ping", FeatureMethod.answering("ping", EMPTY));
        all.put(
                "logging/setLevel",
                FeatureMethod.needing(Capabilities.LOGGING, "logging/setLevel", (call, view) -> setLevel(call)));
        all.put(
                "resources/subscribe",
                FeatureMethod.needing(
                        Capabilities.SUBSCRIPTIONS, "resources/subscribe", (call, view) -> subscribe(call)));
        all.put(
                "resources/unsubscribe",
                FeatureMethod.needing(
                        Capabilities.SUBSCRIPTIONS, "resources/unsubscribe", (call, view) -> unsubscribe(call)));
        return all;
    }

    private static FeatureMethod.Work setLevel(Call call) throws ProtocolException {
        String name = Params.string(call.request().params(), "level");
        Level level = RequestMeta.level(name)
                .orElseThrow(() -> ProtocolException.invalidParams("\"level\" is not a known level."));
        return () -> {
            call.session().orElseThrow().level(level);
            return Result.Done.ok(EMPTY);
        };
    }

    private FeatureMethod.Work subscribe(Call call) throws ProtocolException {
        ResourceUri uri = Params.uri(call.request().params(), call.revision(), "uri");
        String own = access.visibleUri(call, uri)
                .orElseThrow(() -> ProtocolException.resourceNotFound(call.revision(), uri.given()));
        return () -> {
            if (!call.session().orElseThrow().subscribe(uri, own)) {
                throw ProtocolException.invalidParams("This session has too many subscriptions.");
            }
            audience.refreshAndWait();
            return Result.Done.ok(EMPTY);
        };
    }

    private FeatureMethod.Work unsubscribe(Call call) throws ProtocolException {
        ResourceUri uri = Params.uri(call.request().params(), call.revision(), "uri");
        return () -> {
            call.session().orElseThrow().unsubscribe(uri);
            audience.refreshWithoutWaiting();
            return Result.Done.ok(EMPTY);
        };
    }
}
