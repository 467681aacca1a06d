package io.patchbay.protocol.method;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.protocol.Limits;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Capabilities;
import io.patchbay.protocol.call.Leased;
import io.patchbay.protocol.call.Method;
import io.patchbay.protocol.call.Prepared;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.call.Subject;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.ClientCapabilities;
import io.patchbay.protocol.rpc.Headers;
import io.patchbay.protocol.rpc.Params;
import io.patchbay.protocol.rpc.RequestMeta;
import io.patchbay.protocol.rpc.RpcMessage;
import io.patchbay.protocol.rpc.Traces;
import io.patchbay.protocol.session.Session;
import io.patchbay.protocol.session.Sessions;
import io.patchbay.protocol.view.View;
import io.patchbay.protocol.wire.Formats;
import io.patchbay.protocol.wire.WireFormat;
import io.patchbay.spi.audit.Outcome;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The method {@code initialize}, which is the legacy handshake. Opens a session and sends the id of the session with
 * the answer.
 */
public final class Initialize implements Method<View> {

    private final Sessions sessions;
    private final Capabilities capabilities;
    private final Formats formats;
    private final Supplier<Limits> limits;

    public Initialize(Sessions sessions, Capabilities capabilities, Formats formats, Supplier<Limits> limits) {
        this.sessions = sessions;
        this.capabilities = capabilities;
        this.formats = formats;
        this.limits = limits;
    }

    /** Returns the metadata of a handshake request, which has no session yet. */
    public static RequestMeta meta(RpcMessage.Request request) {
        JsonNode params = request.params();
        Revision revision = negotiated(params.path("protocolVersion").asText());
        return new RequestMeta(
                revision,
                ClientCapabilities.of(params.path("capabilities"), revision),
                RequestMeta.client(params.path("clientInfo")),
                Optional.empty(),
                Optional.empty(),
                Traces.of(params.path("_meta")));
    }

    @Override
    public Subject<View> subject(Call call) {
        return Subject.feature("initialize");
    }

    @Override
    public Prepared prepare(Call call, Leased<View> about) throws ProtocolException {
        JsonNode params = call.request().params();
        Params.string(params, "protocolVersion");
        Params.object(params, "capabilities");
        Params.object(params, "clientInfo");
        return (arguments, context) -> new Result.Done(out -> write(call, out), Outcome.OK, () -> open(call));
    }

    private void write(Call call, JsonGenerator out) throws IOException {
        WireFormat format = formats.of(call.revision());
        format.complete(out, members -> {
            members.writeStringField("protocolVersion", call.revision().toString());
            capabilities.write(call, members);
            members.writeFieldName("serverInfo");
            members.writeRawValue(format.server().orElseThrow());
            String instructions = limits.get().instructions();
            if (!instructions.isEmpty()) {
                members.writeStringField("instructions", instructions);
            }
        });
    }

    private void open(Call call) {
        Session session = sessions.open(
                call.identity(),
                call.revision(),
                call.exchange().transport(),
                call.meta().capabilities(),
                call.meta().client());
        call.answering().header(Headers.SESSION, session.id());
    }

    /** Returns the requested revision if this is a legacy revision, otherwise the newest legacy revision. */
    private static Revision negotiated(String wanted) {
        return Revision.of(wanted).filter(revision -> !revision.modern()).orElse(Revision.LATEST_LEGACY);
    }
}
