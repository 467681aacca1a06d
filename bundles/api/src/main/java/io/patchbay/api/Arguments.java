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
 * The arguments of a call: an immutable tree of JDK values in the order in which the client sent them. A string is a
 * {@link String}, a boolean is a {@link Boolean}, an array is a {@link List}, and an object is a {@link Map}. A JSON
 * null is a Java null. A number with a fraction or an exponent is a {@link BigDecimal}. Any other number is a
 * {@link Long}, or a {@link BigInteger} if a long cannot store the number.
 *
 * <p>The methods that read a value throw {@link InvalidArgumentException} if the value is missing, has another type or
 * is out of range. The server reports the exception to the caller. A strict input schema prevents the exception. The
 * schema {@code {"type":"integer"}} is not strict enough, because that schema allows numbers beyond the range of a
 * long.
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

    /** Returns arguments without any value. */
    public static Arguments none() {
        return NONE;
    }

    /**
     * Returns an equal object whose {@link #toString} shows the values. Use this method in tests and for values that
     * are not secret.
     */
    public Arguments readable() {
        return new Arguments(values, pointer, true);
    }

    /**
     * Returns arguments that contain a deep copy of a tree. Converts integers, shorts and bytes to longs, and doubles
     * and floats to {@link BigDecimal}.
     *
     * @throws IllegalArgumentException if the tree contains a value that JSON cannot represent
     */
    public static Arguments of(Map<String, ?> values) {
        return values.isEmpty() ? NONE : new Arguments(object(values), "", false);
    }

    /** Returns the arguments as an immutable tree, which may contain null values. */
    public Map<String, Object> values() {
        return values;
    }

    /** Returns whether a value with this name is present and is not null. */
    public boolean has(String name) {
        return values.get(name) != null;
    }

    /**
     * Returns the string with this name.
     *
     * @throws InvalidArgumentException if the value is missing, null or not a string
     */
    public String string(String name) {
        return required(name, String.class);
    }

    /** Returns the string with this name, or empty if the value is missing or null. */
    public Optional<String> optionalString(String name) {
        return optional(name, String.class);
    }

    /**
     * Returns the whole number with this name. As in JSON Schema, {@code 42.0} is a whole number.
     *
     * @throws InvalidArgumentException if the value is missing, null, not a whole number or out of the range of a long
     */
    public long integer(String name) {
        return optionalInteger(name).orElseThrow(() -> missing(name));
    }

    /** Returns the whole number with this name, or empty if the value is missing or null. */
    public Optional<Long> optionalInteger(String name) {
        return optional(name, Number.class).map(number -> toLong(name, number));
    }

    /**
     * Returns the number with this name, rounded to the nearest double.
     *
     * @throws InvalidArgumentException if the value is missing, null, not a number or out of the range of a double
     */
    public double number(String name) {
        return optionalNumber(name).orElseThrow(() -> missing(name));
    }

    /** Returns the number with this name, rounded to the nearest double, or empty if the value is missing or null. */
    public Optional<Double> optionalNumber(String name) {
        return optional(name, Number.class).map(number -> toDouble(name, number));
    }

    /**
     * Returns the boolean with this name.
     *
     * @throws InvalidArgumentException if the value is missing, null or not a boolean
     */
    public boolean bool(String name) {
        return required(name, Boolean.class);
    }

    /** Returns the boolean with this name, or empty if the value is missing or null. */
    public Optional<Boolean> optionalBool(String name) {
        return optional(name, Boolean.class);
    }

    /**
     * Returns the strings of the array with this name, or an empty list if the array is missing or null.
     *
     * @throws InvalidArgumentException if the value is not an array, or an item is not a string
     */
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

    /**
     * Returns the object with this name, or empty arguments if the object is missing or null.
     *
     * @throws InvalidArgumentException if the value is not an object
     */
    @SuppressWarnings("unchecked")
    public Arguments object(String name) {
        Map<String, Object> members = optional(name, Map.class).orElse(Map.of());
        return new Arguments(members, pointer(name), readable);
    }

    /** Returns the arguments as JSON. */
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

    /**
     * Returns the names of the arguments without the values, because values may be secret. If the object is
     * {@link #readable}, returns names and values.
     */
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

    private Long toLong(String name, Number number) {
        try {
            return number instanceof Long exact ? exact : new BigDecimal(number.toString()).longValueExact();
        } catch (ArithmeticException e) {
            throw new InvalidArgumentException(
                    pointer(name), "must be a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE);
        }
    }

    private Double toDouble(String name, Number number) {
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
