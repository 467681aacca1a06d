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
 * Leaves out members that are null where the schema does not admit null and does not require the member: many agents send null for
 * what they do not want to give.
 */
final class NullMembers {

    /** Of edges that are looked at for one value; beyond them nothing more is left out. */
    private static final int MOST_STEPS = 200_000;
    /** Their schemas say nothing of what a value at their place should look like. */
    private static final Set<String> ASIDE = Set.of("not", "if", "contains", "propertyNames");

    private static final Set<String> BINDING = Set.of("$ref", "$dynamicRef", "$recursiveRef", "allOf");
    private static final Set<String> EITHER = Set.of("anyOf", "oneOf");

    private int steps = MOST_STEPS;

    private NullMembers() {}

    /** Returns the value without such members; the same object where it has none. */
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

    /** All schemas that look at the same value; or those only that it must fit. */
    private void collect(Place place, boolean bindingOnly, Set<Place> schemas) {
        if (!schemas.add(place)) {
            return;
        }
        for (Edge edge : place.edges()) {
            boolean wanted = bindingOnly ? BINDING.contains(edge.name()) : !ASIDE.contains(edge.name());
            if (edge.step() == Step.STAY && wanted && --steps > 0) {
                collect(edge.to(), bindingOnly, schemas);
            }
        }
    }

    private List<Place> targets(Set<Place> schemas, Step step, String name) {
        List<Place> targets = new ArrayList<>();
        for (Place place : schemas) {
            for (Edge edge : place.edges()) {
                boolean wanted = step == Step.PROPERTY ? edge.name().equals(name) : !ASIDE.contains(edge.name());
                if (--steps > 0 && edge.step() == step && wanted) {
                    targets.add(edge.to());
                }
            }
        }
        return targets;
    }

    /** Null stays where it would take too long to tell. */
    private boolean admitsNull(Place place) {
        if (--steps < 0) {
            return true;
        }
        JsonNode schema = place.schema();
        if (schema.isBoolean()) {
            return schema.booleanValue();
        }
        if (!names(schema.path("type"), "null")
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

    /** Whether a type, or several, leave this one; none leaves all. */
    private static boolean names(JsonNode types, String type) {
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
