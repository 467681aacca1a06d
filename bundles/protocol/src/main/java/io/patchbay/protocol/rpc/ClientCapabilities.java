package io.patchbay.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.ClientCapability;
import io.patchbay.protocol.Revision;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a client declared that it can do: for one request in the modern era, for a session in the legacy one. */
public record ClientCapabilities(Set<ClientCapability> declared) {

    static final ClientCapabilities NONE = new ClientCapabilities(Set.of());

    /** What a client of this revision can do; what its revision does not have does not count. */
    public static ClientCapabilities of(JsonNode declared, Revision revision) {
        if (declared.isEmpty()) {
            return NONE;
        }
        Set<ClientCapability> found = EnumSet.noneOf(ClientCapability.class);
        JsonNode elicitation = declared.path("elicitation");
        boolean modes = Feature.ELICITATION_BY_URL.in(revision);
        if (Params.isObject(elicitation) && Feature.ELICITATION.in(revision)) {
            // an object without modes means forms: what there was before there were modes
            if (!modes || elicitation.hasNonNull("form") || !holdsAny(elicitation)) {
                found.add(ClientCapability.ELICITATION_FORM);
            }
            if (modes && elicitation.hasNonNull("url")) {
                found.add(ClientCapability.ELICITATION_URL);
            }
        }
        JsonNode sampling = declared.path("sampling");
        if (Params.isObject(sampling)) {
            found.add(ClientCapability.SAMPLING);
            if (sampling.hasNonNull("tools") && Feature.SAMPLING_TOOLS.in(revision)) {
                found.add(ClientCapability.SAMPLING_TOOLS);
            }
            // before it could be declared, every client was expected to
            if (sampling.hasNonNull("context") || !Feature.SAMPLING_TOOLS.in(revision)) {
                found.add(ClientCapability.SAMPLING_CONTEXT);
            }
        }
        if (Params.isObject(declared.path("roots"))) {
            found.add(ClientCapability.ROOTS);
        }
        return new ClientCapabilities(Collections.unmodifiableSet(found));
    }

    /** Whether any member is given: null is none. */
    private static boolean holdsAny(JsonNode object) {
        for (JsonNode member : object) {
            if (!member.isNull()) {
                return true;
            }
        }
        return false;
    }

    public boolean has(ClientCapability capability) {
        return declared.contains(capability);
    }

    public Set<ClientCapability> missing(Collection<ClientCapability> needed) {
        Set<ClientCapability> missing = EnumSet.noneOf(ClientCapability.class);
        for (ClientCapability capability : needed) {
            if (!has(capability)) {
                missing.add(capability);
            }
        }
        return missing;
    }
}
