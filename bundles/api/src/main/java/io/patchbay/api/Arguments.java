package io.patchbay.api;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of a call: an immutable tree of JDK values, parsed once and in the client's order. A value is a {@link String},
 * a {@link Boolean}, a {@link Long}, a {@link BigInteger} (beyond long), a {@link BigDecimal} (with a fraction or an exponent),
 * a {@link List}, a {@link Map} or null (JSON's null).
 *
 * <p>The readers throw {@link InvalidArgumentException} for a value that is missing, of another type or beyond what they return.
 * An input schema can keep that from happening: {@code {"type":"integer"}} alone admits numbers beyond a long. Where it does not, the
 * caller is told what is wrong with the argument.
 */
public final class Arguments {

    private static final Map<Class<?>, String> TYPES = Map.of(
            String.class,
            "string",
            Number.class,
            "number",
            Boolean.class,
            "boolean",
            List.class,
            "array",
            Map.class,
            "object");
    private static final Arguments NONE = new Arguments(Map.of(), "", false);

    private final Map<String, Object> values;
    private final String pointer;
    private final boolean readable;

    private Arguments(Map<String, Object> values, String pointer, boolean readable) {
        this.values = values;
        this.pointer = pointer;
        this.readable = readable;
    }

    public static Arguments none() {
        return NONE;
    }

    /** Returns the same arguments with their values in {@link #toString}: for tests, and where nothing is secret. */
    public Arguments readable() {
        return new Arguments(values, pointer, true);
    }

    /** Copies deeply; other number types than those above become theirs. */
    public static Arguments of(Map<String, ?> values) {
        return values.isEmpty() ? NONE : new Arguments(object(values), "", false);
    }

    /** The tree itself, immutable; may hold null values. */
    public Map<String, Object> values() {
        return values;
    }

    /** Whether there is something under this name; null counts as nothing. */
    public boolean has(String name) {
        return values.get(name) != null;
    }

    /** The string under this name, which must be there. */
    public String string(String name) {
        return required(name, String.class);
    }

    public Optional<String> optionalString(String name) {
        return optional(name, String.class);
    }

    /** The whole number under this name, which must be there and fit a long; {@code 42.0} is a whole number, as in JSON Schema. */
    public long integer(String name) {
        return optionalInteger(name).orElseThrow(() -> missing(name));
    }

    /** As {@link #integer}; empty when absent or null. */
    public Optional<Long> optionalInteger(String name) {
        return optional(name, Number.class).map(number -> whole(name, number));
    }

    /** The number under this name as the nearest double; it must be there and within the range of a double. */
    public double number(String name) {
        return optionalNumber(name).orElseThrow(() -> missing(name));
    }

    /** As {@link #number}; empty when absent or null. */
    public Optional<Double> optionalNumber(String name) {
        return optional(name, Number.class).map(number -> nearest(name, number));
    }

    public boolean bool(String name) {
        return required(name, Boolean.class);
    }

    public Optional<Boolean> optionalBool(String name) {
        return optional(name, Boolean.class);
    }

    /** The strings of the array under this name; empty when absent. */
    public List<String> strings(String name) {
        List<String> strings = new ArrayList<>();
        for (Object item : optional(name, List.class).orElse(List.of())) {
            if (!(item instanceof String string)) {
                throw new InvalidArgumentException(
                        pointer(name) + "/" + strings.size(), "expected string, got " + type(item));
            }
            strings.add(string);
        }
        return Collections.unmodifiableList(strings);
    }

    /** The object under this name; empty when absent. */
    @SuppressWarnings("unchecked")
    public Arguments object(String name) {
        Map<String, Object> members = optional(name, Map.class).orElse(Map.of());
        return new Arguments(members, pointer(name), readable);
    }

    /** The tree as JSON. */
    public Json json() {
        return Json.of(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Arguments arguments && values.equals(arguments.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The names only, since values may be secret; all of it where this is {@link #readable}. */
    @Override
    public String toString() {
        return "Arguments" + (readable ? json().text() : values.keySet());
    }

    private <T> T required(String name, Class<T> type) {
        return optional(name, type).orElseThrow(() -> missing(name));
    }

    private <T> Optional<T> optional(String name, Class<T> type) {
        Object value = values.get(name);
        if (value != null && !type.isInstance(value)) {
            throw new InvalidArgumentException(pointer(name), "expected " + TYPES.get(type) + ", got " + type(value));
        }
        return Optional.ofNullable(type.cast(value));
    }

    private InvalidArgumentException missing(String name) {
        return new InvalidArgumentException(pointer(name), "is required");
    }

    private Long whole(String name, Number number) {
        try {
            return number instanceof Long exact ? exact : new BigDecimal(number.toString()).longValueExact();
        } catch (ArithmeticException e) {
            throw new InvalidArgumentException(
                    pointer(name), "must be a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE);
        }
    }

    private Double nearest(String name, Number number) {
        double nearest = number.doubleValue();
        if (Double.isInfinite(nearest)) {
            throw new InvalidArgumentException(
                    pointer(name), "must be a number from " + -Double.MAX_VALUE + " to " + Double.MAX_VALUE);
        }
        return nearest;
    }

    private String pointer(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    private static String type(Object value) {
        return TYPES.entrySet().stream()
                .filter(type -> type.getKey().isInstance(value))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("null");
    }

    private static Map<String, Object> object(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, value) -> copy.put((String) name, value(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object value(Object value) {
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            return object(map);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(value(item)));
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof BigInteger || value instanceof BigDecimal) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double || value instanceof Float) {
            return new BigDecimal(value.toString());
        }
        throw new IllegalArgumentException(
                "not a JSON value: " + value.getClass().getName());
    }
}
