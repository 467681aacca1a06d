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

/**
 * Checks the rules that a schema must follow in addition to its meta schema. These rules ensure that a schema is
 * self-contained and that every validation ends.
 */
final class SchemaRules {

    private static final int MAX_CHAIN_LENGTH = 100;

    private final SchemaGraph graph;

    SchemaRules(SchemaGraph graph) {
        this.graph = graph;
    }

    /**
     * Checks the rules.
     *
     * @throws IllegalArgumentException with the violated rule in its message
     */
    void check() {
        Map<Place, Integer> chains = new IdentityHashMap<>();
        for (Place place : graph.places()) {
            chainLength(place, chains, 0);
            checkPatterns(place.schema());
        }
    }

    /**
     * Returns the names of secret properties at any depth. A secret property has {@code writeOnly} or {@code "format": "password"}.
     */
    Set<String> secrets() {
        if (isSecret(graph.root(), new HashSet<>())) {
            throw new IllegalArgumentException("the schema marks a secret value that is not a named property");
        }
        Set<String> secrets = new LinkedHashSet<>();
        for (Place place : graph.places()) {
            for (Edge edge : place.edges()) {
                if (edge.step() == Step.PROPERTY && isSecret(edge.to(), new HashSet<>())) {
                    secrets.add(edge.name());
                }
            }
        }
        return secrets;
    }

    /**
     * Returns the length of the longest chain of schemas that apply to the same value. Throws if the chain has a cycle, because
     * validation would never end.
     */
    private static int chainLength(Place place, Map<Place, Integer> known, int depth) {
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
            if (edge.step() == Step.STAY && depth < MAX_CHAIN_LENGTH) {
                longest = Math.max(longest, 1 + chainLength(edge.to(), known, depth + 1));
            } else if (edge.step() == Step.STAY) {
                longest = MAX_CHAIN_LENGTH;
            }
        }
        if (longest >= MAX_CHAIN_LENGTH) {
            throw new IllegalArgumentException(
                    "more than " + MAX_CHAIN_LENGTH + " schemas refer to each other in a chain");
        }
        known.put(place, longest);
        return longest;
    }

    private static void checkPatterns(JsonNode schema) {
        if (schema.path("pattern").isTextual()) {
            checkPattern(schema.path("pattern").textValue());
        }
        schema.path("patternProperties").fieldNames().forEachRemaining(SchemaRules::checkPattern);
    }

    private static void checkPattern(String regex) {
        try {
            new GuardedPattern(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the pattern is not a regular expression that JSON Schema (ECMA-262) and this server support: "
                            + Texts.clipped(regex) + " (" + e.getDescription() + ")",
                    e);
        }
    }

    private static boolean isSecret(Place place, Set<Place> seen) {
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
            if (same && isSecret(edge.to(), seen)) {
                return true;
            }
        }
        return false;
    }
}
