package io.patchbay.protocol.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.protocol.Revision;
import io.patchbay.protocol.json.Trees;
import io.patchbay.protocol.rpc.Feature;
import io.patchbay.protocol.rpc.Messages;
import java.util.EnumMap;
import java.util.Map;

/** The wire formats of all revisions, with the name and version of this server. */
public final class Formats {

    private final Map<Revision, WireFormat> formats = new EnumMap<>(Revision.class);

    /**
     * Creates the formats of all revisions.
     *
     * @param version the version of this server
     */
    public Formats(String version) {
        for (Revision revision : Revision.values()) {
            formats.put(revision, WireFormat.of(revision, server(revision, version)));
        }
    }

    public WireFormat of(Revision revision) {
        return formats.get(revision);
    }

    private static Encoded server(Revision revision, String version) {
        ObjectNode server = JsonNodeFactory.instance.objectNode().put("name", "patchbay");
        if (Feature.TITLES.in(revision)) {
            server.put("title", "Patchbay");
        }
        return new Encoded(Messages.encoded(out -> Trees.write(out, server.put("version", version))));
    }
}
