package io.patchbay.cli.client;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.NameHint;
import io.patchbay.support.SafeText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads arguments of the form {@code name=value}. A tool's input schema gives the type of each value. The server
 * decides whether the arguments are valid.
 */
public final class ArgumentReader {

    private static final int MAX_DEPTH = 8;

    private final Map<String, Object> root;
    private final Map<String, Object> properties;

    /** @param schema the input schema */
    public ArgumentReader(Map<String, Object> schema) {
        this.root = schema;
        this.properties = PlainJson.member(schema, "properties");
    }

    /** @throws CommandException if a value has the wrong type, or if the tool has no argument with a given name */
    public void read(List<String> given, Map<String, Object> into) {
        for (String one : given) {
            int equals = one.indexOf('=');
            if (equals < 1) {
                throw usageError("Write --arg name=value, not --arg " + one + ".");
            }
            String name = one.substring(0, equals);
            Map<String, Object> schema = findProperty(name);
            Set<String> types = types(schema, 0);
            String text = one.substring(equals + 1);
            if (into.get(name) instanceof List<?> list && types.contains("array")) {
                List<Object> longer = new ArrayList<>(list);
                longer.add(parse(name, text, types(PlainJson.member(schema, "items"), 0)));
                into.put(name, longer);
            } else if (into.containsKey(name)) {
                throw usageError("The argument " + name + " is given twice, but accepts one value only.");
            } else if (types.equals(Set.of("array")) && !text.startsWith("[")) {
                into.put(name, List.of(parse(name, text, types(PlainJson.member(schema, "items"), 0))));
            } else {
                into.put(name, parse(name, text, types));
            }
        }
    }

    /** Returns a sentence that lists the arguments that the tool accepts. */
    public String describeAccepted() {
        List<?> required = root.get("required") instanceof List<?> names ? names : List.of();
        List<String> all = new ArrayList<>();
        properties.forEach((name, schema) -> {
            Set<String> types = types(PlainJson.object(schema).orElseGet(Map::of), 0);
            all.add(name + " (" + (types.isEmpty() ? "any" : String.join(" or ", types))
                    + (required.contains(name) ? ", required)" : ")"));
        });
        return all.isEmpty() ? "The tool accepts no arguments." : "The tool accepts " + String.join(", ", all) + ".";
    }

    private Map<String, Object> findProperty(String name) {
        if (!properties.containsKey(name) && Boolean.FALSE.equals(root.get("additionalProperties"))) {
            throw usageError("The tool has no argument " + name + "." + NameHint.hint(name, properties.keySet()) + " "
                    + describeAccepted());
        }
        return PlainJson.object(properties.get(name)).orElseGet(LinkedHashMap::new);
    }

    private static Object parse(String name, String text, Set<String> types) {
        if (types.equals(Set.of("string"))) {
            return text;
        }
        for (String type : types) {
            switch (type) {
                case "integer", "number" -> {
                    if (text.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?")) {
                        return new BigDecimal(text);
                    }
                }
                case "boolean" -> {
                    if (text.equals("true") || text.equals("false")) {
                        return Boolean.valueOf(text);
                    }
                }
                default -> {}
            }
        }
        try {
            Object value = PlainJson.read(text);
            if (types.isEmpty() || types.contains(type(value))) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            // The text is not JSON. The text is a string if the schema allows strings.
        }
        if (types.isEmpty() || types.contains("string")) {
            return text;
        }
        throw usageError("The argument " + name + " must be of type " + String.join(" or ", types)
                + ", but the value is: " + text);
    }

    private static String type(Object value) {
        if (value instanceof Map) {
            return "object";
        }
        if (value instanceof List) {
            return "array";
        }
        // Numbers and booleans are parsed above. Numbers and booleans in quotation marks are strings.
        return value == null ? "null" : "";
    }

    /**
     * Returns the types that a schema allows. Returns an empty set if the schema allows any type or if the types are
     * unknown.
     */
    private Set<String> types(Map<String, Object> schema, int depth) {
        Set<String> types = new LinkedHashSet<>();
        Object type = schema.get("type");
        if (type instanceof String one) {
            types.add(one);
        } else if (type instanceof List<?> several) {
            several.forEach(one -> types.add(String.valueOf(one)));
        } else if (depth < MAX_DEPTH) {
            if (schema.get("$ref") instanceof String reference && reference.startsWith("#/")) {
                types.addAll(types(resolve(reference), depth + 1));
            }
            for (String choice : List.of("anyOf", "oneOf")) {
                for (Map<String, Object> one : PlainJson.members(schema, choice)) {
                    types.addAll(types(one, depth + 1));
                }
            }
            if (schema.get("enum") instanceof List<?> values
                    && !values.isEmpty()
                    && values.stream().allMatch(String.class::isInstance)) {
                types.add("string");
            }
        }
        return types;
    }

    private Map<String, Object> resolve(String reference) {
        Map<String, Object> at = root;
        for (String step : reference.substring(2).split("/")) {
            at = PlainJson.member(at, step.replace("~1", "/").replace("~0", "~"));
        }
        return at;
    }

    private static CommandException usageError(String message) {
        return new CommandException(CommandException.USAGE, SafeText.lines(message));
    }
}
