package io.patchbay.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.protocol.schema.SchemaGraph.Place;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The addresses within one JSON Schema ({@code $id}, {@code $anchor}), and the targets of its references. */
final class SchemaAddresses {

    /** The base of the root schema. */
    static final Resource ROOT_BASE = new Resource("", "");

    private static final List<String> ANCHORS = List.of("$anchor", "$dynamicAnchor");
    private static final List<String> DYNAMIC_REFERENCES = List.of("$dynamicRef", "$recursiveRef");
    private static final List<String> COUNTS = List.of("minContains", "maxContains");
    private static final BigDecimal MAX_COUNT = BigDecimal.valueOf(Integer.MAX_VALUE);
    private static final String PLAIN_IN_FRAGMENT = "-._~!$&'()*+,;=:@/?";

    private final SchemaDialect dialect;
    private final Map<String, Place> places;
    private final Map<String, Place> resources = new HashMap<>();
    private final Map<String, Place> anchors = new HashMap<>();

    /**
     * Creates the addresses of a schema.
     *
     * @param places the places, by pointer; the caller adds the places later
     */
    SchemaAddresses(SchemaDialect dialect, Map<String, Place> places) {
        this.dialect = dialect;
        this.places = places;
    }

    /**
     * A schema with its own address. References inside the schema are resolved against this address.
     *
     * @param pointer the pointer from the root to the schema
     */
    record Resource(String uri, String pointer) {}

    /**
     * Returns the resource of the schema at the pointer: a new resource if the schema has an address, otherwise the surrounding
     * resource.
     */
    Resource resource(JsonNode schema, String pointer, Resource around) {
        String id = id(schema);
        if (id.isEmpty() || id.startsWith("#")) {
            return around;
        }
        return new Resource(resolved(around, id.endsWith("#") ? id.substring(0, id.length() - 1) : id), pointer);
    }

    /** Adds the addresses of a new place. */
    void add(Place place) {
        JsonNode schema = place.schema();
        JsonNode named = schema.path("$schema");
        if (!named.isMissingNode() && SchemaDialect.named(named) != dialect) {
            throw new IllegalArgumentException(
                    "\"$schema\" at " + place.pointer() + " names a different dialect from the root of the schema");
        }
        if (place.resource().pointer().equals(place.pointer())
                && resources.put(place.resource().uri(), place) != null) {
            throw new IllegalArgumentException(
                    "the address \"" + place.resource().uri() + "\" is given twice");
        }
        if (id(schema).startsWith("#")) {
            addAnchor(id(schema).substring(1), place);
        }
        for (String keyword : ANCHORS) {
            if (schema.path(keyword).isTextual()) {
                addAnchor(schema.path(keyword).textValue(), place);
            }
        }
    }

    /**
     * Returns the place that a reference points to.
     *
     * @throws IllegalArgumentException if the reference at the place does not point to a schema within the root schema
     */
    Place target(Place place, String reference) {
        int hash = reference.indexOf('#');
        String address = hash < 0 ? reference : reference.substring(0, hash);
        String fragment = hash < 0
                ? ""
                : URLDecoder.decode(reference.substring(hash + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
        Resource resource = place.resource();
        if (hash != 0) {
            Place addressed = address.isEmpty() ? null : resources.get(resolved(resource, address));
            if (addressed == null) {
                throw new IllegalArgumentException("the reference \"" + reference + "\" points outside the schema");
            }
            resource = addressed.resource();
        }
        Place target = fragment.isEmpty() || fragment.startsWith("/")
                ? places.get(resource.pointer() + fragment)
                : anchors.get(resource.uri() + "#" + fragment);
        if (target == null) {
            throw new IllegalArgumentException("the reference \"" + reference + "\" does not point to a schema");
        }
        return target;
    }

    /**
     * Removes the addresses from a schema. Rewrites the references and the maximum and minimum sizes to forms that the
     * library reads correctly.
     */
    void makeLocal(Place place, ObjectNode schema) {
        for (String keyword : List.of("$ref", "$dynamicRef")) {
            JsonNode reference = schema.path(keyword);
            if (reference.isTextual() && !isPointerFromRoot(place, reference.textValue())) {
                schema.put(
                        keyword,
                        "#" + encoded(target(place, reference.textValue()).pointer()));
            }
        }
        for (String keyword : COUNTS) {
            if (schema.path(keyword).isNumber()) {
                schema.set(
                        keyword,
                        IntNode.valueOf(schema.get(keyword)
                                .decimalValue()
                                .min(MAX_COUNT)
                                .intValue()));
            }
        }
        if (resources.size() > 1 && DYNAMIC_REFERENCES.stream().anyMatch(schema::has)) {
            throw new IllegalArgumentException(
                    "\"$dynamicRef\" and \"$recursiveRef\" are not supported in a schema with a nested \"$id\". "
                            + "The schema has such a keyword at " + place.pointer());
        }
        if (schema.path(dialect.idKeyword()).isTextual()) {
            schema.remove(dialect.idKeyword());
        }
        schema.remove("$schema");
        schema.remove(ANCHORS);
    }

    private void addAnchor(String name, Place place) {
        if (anchors.put(place.resource().uri() + "#" + name, place) != null) {
            throw new IllegalArgumentException("the anchor \"" + name + "\" is declared twice");
        }
    }

    /** Returns the address of a schema, or an empty text. The older dialects ignore all keywords next to {@code $ref}. */
    private String id(JsonNode schema) {
        JsonNode id = schema.path(dialect.idKeyword());
        return id.isTextual() && !(dialect.isOld() && schema.has("$ref")) ? id.textValue() : "";
    }

    private static String resolved(Resource base, String address) {
        try {
            return URI.create(base.uri()).resolve(address).toString();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + address + "\" is not a URI", e);
        }
    }

    private static boolean isPointerFromRoot(Place place, String reference) {
        return place.resource().pointer().isEmpty() && (reference.equals("#") || reference.startsWith("#/"));
    }

    private static String encoded(String pointer) {
        StringBuilder out = new StringBuilder();
        for (byte octet : pointer.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN_IN_FRAGMENT.indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append(String.format("%%%02X", (int) c));
            }
        }
        return out.toString();
    }
}
