package io.patchbay.cli.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes JSON as maps, lists, strings, numbers, booleans and null. The class writes JSON on one line, in a
 * form that is safe for a terminal.
 */
public final class PlainJson {

    private PlainJson() {}

    /** @throws IllegalArgumentException if the text is not JSON */
    public static Object read(String text) {
        return new JsonParser(text).parse();
    }

    /** @throws IllegalArgumentException if the text is not a JSON object */
    public static Map<String, Object> object(String text) {
        return object(read(text)).orElseThrow(() -> new IllegalArgumentException("the JSON is not an object"));
    }

    /** Returns a value as an object. Returns an empty result if the value is not an object. */
    public static Optional<Map<String, Object>> object(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((name, member) -> object.put((String) name, member));
        return Optional.of(object);
    }

    /**
     * Returns the object that a member contains. Returns an empty object if the member is missing or is not an object.
     */
    public static Map<String, Object> member(Map<String, Object> object, String name) {
        return object(object.get(name)).orElseGet(LinkedHashMap::new);
    }

    /**
     * Returns the objects in the array that a member contains. Returns an empty list if the member is missing or is not
     * an array.
     */
    public static List<Map<String, Object>> members(Map<String, Object> object, String name) {
        List<Map<String, Object>> members = new ArrayList<>();
        if (object.get(name) instanceof List<?> list) {
            list.forEach(item -> object(item).ifPresent(members::add));
        }
        return members;
    }

    /**
     * Returns the string that a member contains. Returns an empty result if the member is missing or is not a string.
     */
    public static Optional<String> string(Map<String, Object> object, String name) {
        return object.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    public static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof String string) {
            writeString(string, out);
        } else if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator);
                writeString((String) entry.getKey(), out);
                out.append(':');
                write(entry.getValue(), out);
                separator = ",";
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            String separator = "[";
            for (Object item : list) {
                out.append(separator);
                write(item, out);
                separator = ",";
            }
            out.append(list.isEmpty() ? "[]" : "]");
        } else {
            out.append(value);
        }
    }

    private static void writeString(String value, StringBuilder out) {
        out.append('"');
        for (char c : value.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
