package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All schemas within one JSON Schema, and the edges between these schemas. The graph contains only schemas at places
 * where a standard keyword has a schema. Data, for example the values of {@code enum} or {@code default}, is not part
 * of the graph.
 */
public final class SchemaGraph {

    private static final int MAX_DEPTH = 50;
    private static final int MAX_SCHEMAS = 5_000;

    private static final Map<String, Step> SINGLE = Map.ofEntries(
            Map.entry("not", Step.STAY),
            Map.entry("if", Step.STAY),
            Map.entry("then", Step.STAY),
            Map.entry("else", Step.STAY),
            Map.entry("items", Step.INSIDE),
            Map.entry("additionalItems", Step.INSIDE),
            Map.entry("unevaluatedItems", Step.INSIDE),
            Map.entry("contains", Step.INSIDE),
            Map.entry("additionalProperties", Step.INSIDE),
            Map.entry("unevaluatedProperties", Step.INSIDE),
            Map.entry("propertyNames", Step.INSIDE),
            Map.entry("contentSchema", Step.INSIDE));
    private static final Map<String, Step> SEVERAL = Map.of(
            "allOf",
            Step.STAY,
            "anyOf",
            Step.STAY,
            "oneOf",
            Step.STAY,
            "prefixItems",
            Step.INSIDE,
            "items",
            Step.INSIDE);
    private static final Map<String, Step> NAMED = Map.of(
            "properties", Step.PROPERTY,
            "patternProperties", Step.INSIDE,
            "dependentSchemas", Step.STAY,
            "dependencies", Step.STAY,
            "$defs", Step.ASIDE,
            "definitions", Step.ASIDE);
    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");

    private final Map<String, Place> places = new LinkedHashMap<>();
    private final SchemaAddresses addresses;

    private SchemaGraph(SchemaDialect dialect) {
        this.addresses = new SchemaAddresses(dialect, places);
    }

    /**
     * Returns the graph of a schema.
     *
     * @throws IllegalArgumentException with the reason: too many schemas, too deep nesting, or a reference that does not point to a
     *     schema in this document
     */
    static SchemaGraph of(JsonNode root, SchemaDialect dialect) {
        SchemaGraph graph = new SchemaGraph(dialect);
        graph.add(root, "", Optional.of(List.of()), 0, SchemaAddresses.ROOT_BASE);
        graph.places().forEach(graph::link);
        return graph;
    }

    /** Rewrites the schema so that every reference is a pointer and the schema has no addresses. */
    void makeLocal() {
        for (Place place : places()) {
            if (place.schema instanceof ObjectNode schema) {
                addresses.makeLocal(place, schema);
            }
        }
    }

    public Place root() {
        return places.get("");
    }

    /** Returns all places, with outer places before inner places. */
    public Collection<Place> places() {
        return places.values();
    }

    private Place add(
            JsonNode schema, String pointer, Optional<List<String>> names, int depth, SchemaAddresses.Resource around) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("the schema is nested deeper than " + MAX_DEPTH + " levels");
        }
        if (places.size() == MAX_SCHEMAS) {
            throw new IllegalArgumentException("the schema contains more than " + MAX_SCHEMAS + " schemas");
        }
        SchemaAddresses.Resource resource = addresses.resource(schema, pointer, around);
        Place place = new Place(schema, pointer, names, new ArrayList<>(), resource);
        places.put(pointer, place);
        addresses.add(place);
        for (Map.Entry<String, JsonNode> member : schema.properties()) {
            addChildren(place, member.getKey(), member.getValue(), depth + 1);
        }
        return place;
    }

    private void addChildren(Place place, String keyword, JsonNode value, int depth) {
        String pointer = place.pointer + "/" + escaped(keyword);
        if (NAMED.containsKey(keyword) && value.isObject()) {
            Step step = NAMED.get(keyword);
            for (Map.Entry<String, JsonNode> named : value.properties()) {
                if (isSchema(named.getValue())) {
                    Optional<List<String>> names =
                            step == Step.PROPERTY ? place.with(named.getKey()) : Optional.empty();
                    Place child = add(
                            named.getValue(), pointer + "/" + escaped(named.getKey()), names, depth, place.resource);
                    place.edges.add(new Edge(step, named.getKey(), child));
                }
            }
        } else if (SEVERAL.containsKey(keyword) && value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                if (isSchema(value.get(i))) {
                    Place child = add(value.get(i), pointer + "/" + i, Optional.empty(), depth, place.resource);
                    place.edges.add(new Edge(SEVERAL.get(keyword), keyword, child));
                }
            }
        } else if (SINGLE.containsKey(keyword) && isSchema(value)) {
            place.edges.add(new Edge(
                    SINGLE.get(keyword), keyword, add(value, pointer, Optional.empty(), depth, place.resource)));
        }
    }

    private void link(Place place) {
        for (String keyword : REFERENCES) {
            JsonNode reference = place.schema.path(keyword);
            if (reference.isTextual()) {
                place.edges.add(new Edge(Step.STAY, keyword, addresses.target(place, reference.textValue())));
            }
        }
    }

    private static boolean isSchema(JsonNode value) {
        return value.isObject() || value.isBoolean();
    }

    private static String escaped(String step) {
        return step.replace("~", "~0").replace("/", "~1");
    }

    /** The part of the checked value to which the target of an edge applies. */
    public enum Step {
        /** The same value. */
        STAY,
        /** The member with the name of the edge. */
        PROPERTY,
        /** Any member or item. */
        INSIDE,
        /** No part of the value. The target is a definition, to which references may point. */
        ASIDE
    }

    /** An edge from one schema to another. */
    public record Edge(Step step, String name, Place to) {}

    /**
     * One schema: an object or a boolean.
     *
     * @param pointer the pointer from the root (RFC 6901)
     * @param names the property names from the root to this place; empty if the place is not reachable by {@code properties} alone
     * @param resource the nearest schema around this place that has its own address
     */
    public record Place(
            JsonNode schema,
            String pointer,
            Optional<List<String>> names,
            List<Edge> edges,
            SchemaAddresses.Resource resource) {

        private Optional<List<String>> with(String name) {
            return names.map(before -> {
                List<String> more = new ArrayList<>(before);
                more.add(name);
                return List.copyOf(more);
            });
        }

        /** Compares places by identity. */
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        @Override
        public String toString() {
            return pointer;
        }
    }
}
