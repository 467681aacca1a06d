package io.patchbay.protocol.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Json;
import io.patchbay.api.Schema;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.json.Trees;
import io.patchbay.protocol.rpc.Feature;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The format of 2024-11-05 to 2025-11-25. Results have no type and no rules for caching, and structured values are objects. */
final class LegacyFormat extends WireFormat {

    LegacyFormat(Revision revision, Optional<Encoded> server) {
        super(revision, server);
    }

    @Override
    public void inputRequired(JsonGenerator out, Map<String, InputRequest> requests, Optional<String> state) {
        throw new IllegalStateException("Legacy clients receive questions as separate requests.");
    }

    /**
     * Writes an input schema. Replaces {@code true} and {@code false} by equivalent objects, because legacy revisions require an
     * object for each property.
     */
    @Override
    void input(JsonGenerator out, Schema schema) throws IOException {
        JsonNode root = Trees.parse(schema.json());
        boolean changed = false;
        for (Map.Entry<String, JsonNode> property : root.path("properties").properties()) {
            if (property.getValue().isBoolean()) {
                ObjectNode same = JsonNodeFactory.instance.objectNode();
                if (!property.getValue().booleanValue()) {
                    same.putObject("not");
                }
                property.setValue(same);
                changed = true;
            }
        }
        if (changed) {
            Trees.write(out, root);
        } else {
            Trees.write(out, schema.json());
        }
    }

    /** Returns whether the root and all properties are objects, as legacy revisions require. */
    @Override
    boolean hasOutput(Schema schema) {
        if (!Feature.STRUCTURED_OUTPUT.in(revision())) {
            return false;
        }
        JsonNode root = Trees.parse(schema.json());
        if (!isObject(root)) {
            return false;
        }
        for (JsonNode property : root.path("properties")) {
            if (!property.isObject()) {
                return false;
            }
        }
        return true;
    }

    @Override
    boolean hasStructured(Json value) {
        return Feature.STRUCTURED_OUTPUT.in(revision())
                && value.text().stripLeading().startsWith("{");
    }

    @Override
    public void opening(JsonGenerator out, String resultType) {
        // results of these revisions have no type
    }

    @Override
    void caching(JsonGenerator out, Caching caching) {
        // these revisions have no caching
    }
}
