package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.protocol.json.Texts;
import io.patchbay.protocol.schema.SchemaGraph.Edge;
import io.patchbay.protocol.schema.SchemaGraph.Place;
import io.patchbay.protocol.schema.SchemaGraph.Step;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** What a schema must keep to besides its meta schema, so that it needs nothing from outside and every check comes to an end. */
final class SchemaRules {

    private static final int MAX_CHAIN = 100;

    private final SchemaGraph graph;

    SchemaRules(SchemaGraph graph) {
        this.graph = graph;
    }

    /** @throws IllegalArgumentException with the rule that is broken */
    void check() {
        Map<Place, Integer> chains = new IdentityHashMap<>();
        for (Place place : graph.places()) {
            chain(place, chains, 0);
            patterns(place.schema());
        }
    }

    /** The names of properties whose values are secret: {@code writeOnly}, or {@code "format": "password"}, at any depth. */
    Set<String> secrets() {
        if (secret(graph.root(), new HashSet<>())) {
            throw new IllegalArgumentException("the schema marks a value as secret that is not a named property");
        }
        Set<String> secrets = new LinkedHashSet<>();
        for (Place place : graph.places()) {
            for (Edge edge : place.edges()) {
                if (edge.step() == Step.PROPERTY && secret(edge.to(), new HashSet<>())) {
                    secrets.add(edge.name());
                }
            }
        }
        return secrets;
    }

    /** How many schemas look at one value, one after the other, at most; a circle would never end. */
    private static int chain(Place place, Map<Place, Integer> known, int depth) {
        Integer before = known.putIfAbsent(place, -1);
        if (before != null) {
            if (before < 0) {
                throw new IllegalArgumentException(
                        "the schema at \"" + place.pointer() + "\" refers to itself without end");
            }
            return before;
        }
        int longest = 0;
        for (Edge edge : place.edges()) {
            if (edge.step() == Step.STAY && depth < MAX_CHAIN) {
                longest = Math.max(longest, 1 + chain(edge.to(), known, depth + 1));
            } else if (edge.step() == Step.STAY) {
                longest = MAX_CHAIN;
            }
        }
        if (longest >= MAX_CHAIN) {
            throw new IllegalArgumentException("more than " + MAX_CHAIN + " schemas refer to each other in a chain");
        }
        known.put(place, longest);
        return longest;
    }

    private static void patterns(JsonNode schema) {
        if (schema.path("pattern").isTextual()) {
            pattern(schema.path("pattern").textValue());
        }
        schema.path("patternProperties").fieldNames().forEachRemaining(SchemaRules::pattern);
    }

    private static void pattern(String regex) {
        try {
            new GuardedPattern(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "not a regular expression that JSON Schema (ECMA-262) and this server support: "
                            + Texts.clipped(regex) + " (" + e.getDescription() + ")",
                    e);
        }
    }

    private static boolean secret(Place place, Set<Place> seen) {
        if (!seen.add(place)) {
            return false;
        }
        JsonNode schema = place.schema();
        if (schema.path("writeOnly").asBoolean()
                || schema.path("format").asText().equals("password")) {
            return true;
        }
        for (Edge edge : place.edges()) {
            boolean same = edge.step() == Step.STAY || edge.step() == Step.INSIDE;
            if (same && secret(edge.to(), seen)) {
                return true;
            }
        }
        return false;
    }
}
