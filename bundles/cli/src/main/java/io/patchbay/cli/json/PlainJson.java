package io.patchbay.cli.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and writes JSON as maps, lists, strings, numbers, booleans and null; what is written is on one line and harms no terminal. */
public final class PlainJson {

    private static final int DEEPEST = 1000;

    private final String text;
    private int at;

    private PlainJson(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException when it is no JSON */
    public static Object read(String text) {
        PlainJson reader = new PlainJson(text);
        Object value = reader.value(0);
        reader.blank();
        if (reader.at < text.length()) {
            throw reader.broken();
        }
        return value;
    }

    /** @throws IllegalArgumentException when it is no JSON object */
    public static Map<String, Object> object(String text) {
        return object(read(text)).orElseThrow(() -> new IllegalArgumentException("not a JSON object"));
    }

    /** What was read, when it is an object. */
    public static Optional<Map<String, Object>> object(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((name, member) -> object.put((String) name, member));
        return Optional.of(object);
    }

    /** A member that is an object; an empty one when it is not there or something else. */
    public static Map<String, Object> member(Map<String, Object> object, String name) {
        return object(object.get(name)).orElseGet(LinkedHashMap::new);
    }

    /** The objects of a member that is an array. */
    public static List<Map<String, Object>> members(Map<String, Object> object, String name) {
        List<Map<String, Object>> members = new ArrayList<>();
        if (object.get(name) instanceof List<?> list) {
            list.forEach(item -> object(item).ifPresent(members::add));
        }
        return members;
    }

    /** A member that is a string. */
    public static Optional<String> string(Map<String, Object> object, String name) {
        return object.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    public static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private Object value(int depth) {
        if (depth > DEEPEST) {
            throw broken();
        }
        blank();
        return switch (peek()) {
            case '{' -> members(depth);
            case '[' -> items(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, Object> members(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        blank();
        if (peek() == '}') {
            at++;
            return members;
        }
        while (true) {
            blank();
            String name = string();
            blank();
            expect(':');
            members.put(name, value(depth + 1));
            blank();
            if (peek() == '}') {
                at++;
                return members;
            }
            expect(',');
        }
    }

    private List<Object> items(int depth) {
        List<Object> items = new ArrayList<>();
        at++;
        blank();
        if (peek() == ']') {
            at++;
            return items;
        }
        while (true) {
            items.add(value(depth + 1));
            blank();
            if (peek() == ']') {
                at++;
                return items;
            }
            expect(',');
        }
    }

    private String string() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            out.append(c == '\\' ? escaped() : c);
        }
        at++;
        return out.toString();
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> unicode();
            case '"', '\\', '/' -> c;
            default -> throw broken();
        };
    }

    private char unicode() {
        if (at + 4 > text.length()) {
            throw broken();
        }
        at += 4;
        try {
            return (char) Integer.parseUnsignedInt(text.substring(at - 4, at), 16);
        } catch (NumberFormatException e) {
            throw broken();
        }
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw broken();
        }
        at += word.length();
        return value;
    }

    private BigDecimal number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        try {
            return new BigDecimal(text.substring(start, at));
        } catch (NumberFormatException e) {
            at = start;
            throw broken();
        }
    }

    private void blank() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw broken();
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw broken();
        }
        at++;
    }

    private IllegalArgumentException broken() {
        return new IllegalArgumentException("not JSON at character " + (at + 1));
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof String string) {
            string(string, out);
        } else if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator);
                string((String) entry.getKey(), out);
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

    private static void string(String value, StringBuilder out) {
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
