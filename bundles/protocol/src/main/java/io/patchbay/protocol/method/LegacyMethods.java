package io.patchbay.protocol.method;

import io.patchbay.api.Level;
import io.patchbay.protocol.call.Access;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Capabilities;
import io.patchbay.protocol.call.Method;
import io.patchbay.protocol.call.Plain;
import io.patchbay.protocol.call.Prepared;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.json.BodyWriter;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.Params;
import io.patchbay.protocol.rpc.RequestMeta;
import io.patchbay.protocol.rpc.ResourceUri;
import java.util.LinkedHashMap;
import java.util.Map;

/** The small methods that only the legacy era has. All answer an empty object. */
public final class LegacyMethods {

    private static final BodyWriter EMPTY = out -> {
        out.writeStartObject();
        out.writeEndObject();
    };

    private final Access access;
    private final Capabilities capabilities;
    private final Audience audience;

    public LegacyMethods(Access access, Capabilities capabilities, Audience audience) {
        this.access = access;
        this.capabilities = capabilities;
        this.audience = audience;
    }

    public Map<String, Method> all() {
        Map<String, Method> all = new LinkedHashMap<>();
        all.put("ping", call -> Plain.answer("ping", EMPTY));
        all.put("logging/setLevel", this::setLevel);
        all.put("resources/subscribe", this::subscribe);
        all.put("resources/unsubscribe", this::unsubscribe);
        return all;
    }

    private Prepared setLevel(Call call) throws ProtocolException {
        capabilities.require(call, Capabilities.LOGGING);
        String name = Params.string(call.request().params(), "level");
        Level level = RequestMeta.level(name)
                .orElseThrow(() -> ProtocolException.invalidParams("\"level\" is not a known level."));
        return Plain.of("logging/setLevel", context -> {
            call.session().orElseThrow().level(level);
            return Result.Done.ok(EMPTY);
        });
    }

    private Prepared subscribe(Call call) throws ProtocolException {
        capabilities.require(call, Capabilities.SUBSCRIPTIONS);
        ResourceUri uri = Params.uri(call, "uri");
        String own = access.readable(call, uri)
                .orElseThrow(() -> ProtocolException.resourceNotFound(call.revision(), uri.given()));
        return Plain.of("resources/subscribe", context -> {
            if (!call.session().orElseThrow().subscribe(uri, own)) {
                throw ProtocolException.invalidParams("This session has too many subscriptions.");
            }
            audience.sessionJoins();
            return Result.Done.ok(EMPTY);
        });
    }

    private Prepared unsubscribe(Call call) throws ProtocolException {
        capabilities.require(call, Capabilities.SUBSCRIPTIONS);
        ResourceUri uri = Params.uri(call, "uri");
        return Plain.of("resources/unsubscribe", context -> {
            call.session().orElseThrow().unsubscribe(uri);
            audience.sessionsLeave();
            return Result.Done.ok(EMPTY);
        });
    }
}
