package io.patchbay.protocol.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Json;
import io.patchbay.api.Schema;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.json.Texts;
import io.patchbay.protocol.json.Trees;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The format of 2026-07-28, in which every result has its type and the name of the server. */
public final class ModernFormat extends WireFormat {

    ModernFormat(Revision revision, Optional<Encoded> server) {
        super(revision, server);
    }

    @Override
    public void inputRequired(JsonGenerator out, Map<String, InputRequest> requests, Optional<String> state)
            throws IOException {
        out.writeStartObject();
        opening(out, "input_required");
        if (!requests.isEmpty()) {
            out.writeFieldName("inputRequests");
            requests(out, requests);
        }
        ContentFormat.optional(out, "requestState", state);
        meta(out, Optional.empty());
        out.writeEndObject();
    }

    /** Writes an object with the input requests, by key. */
    public static void requests(JsonGenerator out, Map<String, InputRequest> requests) throws IOException {
        RequestFormat format = new RequestFormat(Revision.V2026_07_28);
        out.writeStartObject();
        for (Map.Entry<String, InputRequest> request : requests.entrySet()) {
            out.writeFieldName(Texts.wellFormed(request.getKey()));
            out.writeStartObject();
            out.writeStringField("method", RequestFormat.method(request.getValue()));
            out.writeFieldName("params");
            format.params(out, request.getValue(), Optional.empty());
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    @Override
    void input(JsonGenerator out, Schema schema) throws IOException {
        Trees.write(out, schema.json());
    }

    @Override
    boolean hasOutput(Schema schema) {
        return true;
    }

    @Override
    boolean hasStructured(Json value) {
        return true;
    }

    @Override
    public void opening(JsonGenerator out, String resultType) throws IOException {
        out.writeStringField("resultType", resultType);
    }

    @Override
    void caching(JsonGenerator out, Caching caching) throws IOException {
        out.writeNumberField("ttlMs", caching.fresh().toMillis());
        out.writeStringField("cacheScope", caching.shared() ? "public" : "private");
    }
}
