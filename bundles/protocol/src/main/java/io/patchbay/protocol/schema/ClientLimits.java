package io.patchbay.protocol.schema;

import io.patchbay.protocol.json.Texts;
import io.patchbay.protocol.schema.SchemaGraph.Edge;
import io.patchbay.protocol.schema.SchemaGraph.Place;
import io.patchbay.protocol.schema.SchemaGraph.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the parts of an input schema that MCP allows and some clients refuse. Such a client ignores the tool, or all
 * tools of the server.
 */
public final class ClientLimits {

    private static final int MAX_LIMITS = 5;
    private static final List<String> REFUSED_AT_ROOT = List.of("anyOf", "oneOf", "allOf", "not");
    private static final Pattern PROPERTY = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private ClientLimits() {}

    /** Returns one text for each part of an input schema that some clients refuse. */
    public static List<String> of(SchemaGraph graph) {
        List<String> limits = new ArrayList<>();
        for (String keyword : REFUSED_AT_ROOT) {
            if (graph.root().schema().has(keyword)) {
                limits.add("its input schema has \"" + keyword + "\" at the root");
            }
        }
        boolean references = false;
        for (Place place : graph.places()) {
            references |= place.schema().has("$ref");
            for (Edge edge : place.edges()) {
                if (edge.step() == Step.PROPERTY
                        && !PROPERTY.matcher(edge.name()).matches()
                        && limits.size() < MAX_LIMITS) {
                    limits.add(
                            "its property \"" + Texts.clipped(edge.name())
                                    + "\" has a name with more than 64 characters or with characters other than A-Z a-z 0-9 _ . -");
                }
            }
        }
        if (references) {
            limits.add("its input schema has \"$ref\"");
        }
        return List.copyOf(limits);
    }
}
