package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.protocol.schema.SchemaGraph.Edge;
import io.patchbay.protocol.schema.SchemaGraph.Place;
import io.patchbay.protocol.schema.SchemaGraph.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Removes optional members that are null although the schema forbids null. Many agents send null for arguments that
 * they want to omit.
 */
final class NullMembers {

    /**
     * The maximum number of edges of the schema graph that are followed for one value. After this number, no further
     * members are removed.
     */
    private static final int MAX_STEPS = 200_000;
    /** Keywords whose schemas do not describe the value that the keyword applies to. */
    private static final Set<String> NOT_DESCRIBING = Set.of("not", "if", "contains", "propertyNames");

    private static final Set<String> BINDING = Set.of("$ref", "$dynamicRef", "$recursiveRef", "allOf");
    private static final Set<String> EITHER = Set.of("anyOf", "oneOf");

    private int stepsLeft = MAX_STEPS;

    private NullMembers() {}

    /** Returns the value without the removable null members, or the same object if no member is removable. */
    static JsonNode without(JsonNode value, Place root) {
        return holdsNull(value) ? new NullMembers().pruned(value, Set.of(root)) : value;
    }

    private static boolean holdsNull(JsonNode value) {
        for (JsonNode inner : value) {
            if (inner.isNull() || inner.isContainerNode() && holdsNull(inner)) {
                return true;
            }
        }
        return false;
    }

    private JsonNode pruned(JsonNode value, Collection<Place> places) {
        Set<Place> schemas = new LinkedHashSet<>();
        places.forEach(place -> collect(place, false, schemas));
        if (value.isArray()) {
            return prunedItems((ArrayNode) value, schemas);
        }
        return value.isObject() ? prunedMembers((ObjectNode) value, places, schemas) : value;
    }

    private JsonNode prunedItems(ArrayNode value, Set<Place> schemas) {
        List<Place> inside = targets(schemas, Step.INSIDE, "");
        ArrayNode copy = value.arrayNode(value.size());
        boolean changed = false;
        for (JsonNode item : value) {
            JsonNode pruned = pruned(item, inside);
            changed |= pruned != item;
            copy.add(pruned);
        }
        return changed ? copy : value;
    }

    private JsonNode prunedMembers(ObjectNode value, Collection<Place> places, Set<Place> schemas) {
        ObjectNode copy = value.objectNode();
        boolean changed = false;
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            List<Place> named = targets(schemas, Step.PROPERTY, member.getKey());
            if (member.getValue().isNull() && isOptional(member.getKey(), named, places)) {
                changed = true;
                continue;
            }
            JsonNode pruned = pruned(member.getValue(), named.isEmpty() ? targets(schemas, Step.INSIDE, "") : named);
            changed |= pruned != member.getValue();
            copy.set(member.getKey(), pruned);
        }
        return changed ? copy : value;
    }

    private boolean isOptional(String name, List<Place> named, Collection<Place> places) {
        if (named.isEmpty() || named.stream().allMatch(this::admitsNull)) {
            return false;
        }
        Set<Place> binding = new LinkedHashSet<>();
        places.forEach(place -> collect(place, true, binding));
        for (Place place : binding) {
            for (JsonNode required : place.schema().path("required")) {
                if (required.asText().equals(name)) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Collects all schemas that apply to the same value. If {@code bindingOnly} is set, collects only the schemas that the value
     * must satisfy.
     */
    private void collect(Place place, boolean bindingOnly, Set<Place> schemas) {
        if (!schemas.add(place)) {
            return;
        }
        for (Edge edge : place.edges()) {
            boolean wanted = bindingOnly ? BINDING.contains(edge.name()) : !NOT_DESCRIBING.contains(edge.name());
            if (edge.step() == Step.STAY && wanted && --stepsLeft > 0) {
                collect(edge.to(), bindingOnly, schemas);
            }
        }
    }

    private List<Place> targets(Set<Place> schemas, Step step, String name) {
        List<Place> targets = new ArrayList<>();
        for (Place place : schemas) {
            for (Edge edge : place.edges()) {
                boolean wanted =
                        step == Step.PROPERTY ? edge.name().equals(name) : !NOT_DESCRIBING.contains(edge.name());
                if (--stepsLeft > 0 && edge.step() == step && wanted) {
                    targets.add(edge.to());
                }
            }
        }
        return targets;
    }

    /** Returns whether a schema allows null. Returns true if no steps are left, so that the null is kept. */
    private boolean admitsNull(Place place) {
        if (--stepsLeft < 0) {
            return true;
        }
        JsonNode schema = place.schema();
        if (schema.isBoolean()) {
            return schema.booleanValue();
        }
        if (!allowsType(schema.path("type"), "null")
                || !hasNull(schema.path("enum"))
                || schema.has("const") && !schema.get("const").isNull()) {
            return false;
        }
        boolean alternatives = false;
        boolean either = false;
        for (Edge edge : place.edges()) {
            if (edge.step() == Step.STAY && BINDING.contains(edge.name()) && !admitsNull(edge.to())) {
                return false;
            }
            if (edge.step() == Step.STAY && EITHER.contains(edge.name())) {
                alternatives = true;
                either |= admitsNull(edge.to());
            }
        }
        return !alternatives || either;
    }

    /**
     * Returns whether the keyword {@code type} allows a type. The keyword may name several types; a missing keyword allows all
     * types.
     */
    private static boolean allowsType(JsonNode types, String type) {
        boolean named = types.isMissingNode() || types.asText().equals(type);
        for (JsonNode one : types) {
            named |= one.asText().equals(type);
        }
        return named;
    }

    private static boolean hasNull(JsonNode values) {
        boolean found = values.isMissingNode();
        for (JsonNode value : values) {
            found |= value.isNull();
        }
        return found;
    }
}
