package io.patchbay.protocol.catalog;

import io.patchbay.protocol.json.Texts;
import io.patchbay.protocol.schema.SchemaGraph;
import io.patchbay.protocol.schema.SchemaGraph.Edge;
import io.patchbay.protocol.schema.SchemaGraph.Place;
import io.patchbay.protocol.schema.SchemaGraph.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What MCP allows in a tool, and what clients of large model APIs refuse, so that they drop the tool or all of its server. */
public final class ClientLimits {

    private static final int MOST = 5;
    private static final List<String> AT_THE_ROOT = List.of("anyOf", "oneOf", "allOf", "not");
    private static final Pattern PROPERTY = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private ClientLimits() {}

    /** Returns one line for operators about a tool that some clients cannot use; empty for most tools. */
    static Optional<String> line(String wireName, List<String> schema) {
        List<String> limits = new ArrayList<>();
        if (wireName.length() > WireNames.COMFORTABLE) {
            limits.add("its name has more than " + WireNames.COMFORTABLE + " characters");
        }
        if (wireName.contains(".")) {
            limits.add("its name has a dot");
        }
        limits.addAll(schema);
        return limits.isEmpty()
                ? Optional.empty()
                : Optional.of("some clients cannot use " + wireName + ": " + String.join(", ", limits));
    }

    /** Returns what is in an input schema that some clients refuse. */
    public static List<String> of(SchemaGraph graph) {
        List<String> limits = new ArrayList<>();
        for (String keyword : AT_THE_ROOT) {
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
                        && limits.size() < MOST) {
                    limits.add("its property \"" + Texts.clipped(edge.name())
                            + "\" has characters beyond A-Z a-z 0-9 _ . - or more than 64 of them");
                }
            }
        }
        if (references) {
            limits.add("its input schema has \"$ref\"");
        }
        return List.copyOf(limits);
    }
}
