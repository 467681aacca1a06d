package io.patchbay.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.api.ClientCapability;
import io.patchbay.protocol.Revision;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The capabilities that a client declared. The capabilities are valid for one request in modern revisions, and for a session in
 * legacy revisions.
 */
public record ClientCapabilities(Set<ClientCapability> declared) {

    static final ClientCapabilities NONE = new ClientCapabilities(Set.of());

    /** Reads the declared capabilities. Ignores capabilities that the revision does not have. */
    public static ClientCapabilities of(JsonNode declared, Revision revision) {
        if (declared.isEmpty()) {
            return NONE;
        }
        Set<ClientCapability> found = EnumSet.noneOf(ClientCapability.class);
        JsonNode elicitation = declared.path("elicitation");
        boolean modes = Feature.ELICITATION_BY_URL.in(revision);
        if (Params.isObject(elicitation) && Feature.ELICITATION.in(revision)) {
            // an object without modes declares forms, as in the revisions before modes were introduced
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
            // clients of older revisions cannot declare this capability, but always have it
            if (sampling.hasNonNull("context") || !Feature.SAMPLING_TOOLS.in(revision)) {
                found.add(ClientCapability.SAMPLING_CONTEXT);
            }
        }
        if (Params.isObject(declared.path("roots"))) {
            found.add(ClientCapability.ROOTS);
        }
        return new ClientCapabilities(Collections.unmodifiableSet(found));
    }

    /** Returns whether the object has a member that is not null. */
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
