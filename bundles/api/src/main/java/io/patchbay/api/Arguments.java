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
 * <p>The typed readers throw {@link IllegalArgumentException} for a value of another type; the input schema keeps that from
 * happening.
 */
public final class Arguments {

    private static final Arguments NONE = new Arguments(Map.of());

    private final Map<String, Object> values;

    private Arguments(Map<String, Object> values) {
        this.values = values;
    }

    public static Arguments none() {
        return NONE;
    }

    /** Copies deeply; other number types than those above become theirs. */
    public static Arguments of(Map<String, ?> values) {
        return values.isEmpty() ? NONE : new Arguments(object(values));
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

    /** The whole number under this name, which must be there and fit. */
    public long integer(String name) {
        return optionalInteger(name).orElseThrow(() -> missing(name));
    }

    /** Empty when absent or null; {@code 42.0} is a whole number, as in JSON Schema. */
    public Optional<Long> optionalInteger(String name) {
        return optional(name, Number.class).map(number -> whole(name, number));
    }

    /** The number under this name, which must be there; the nearest double, infinite where none is near. */
    public double number(String name) {
        return required(name, Number.class).doubleValue();
    }

    public Optional<Double> optionalNumber(String name) {
        return optional(name, Number.class).map(Number::doubleValue);
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
                throw new IllegalArgumentException("not an array of strings: " + name);
            }
            strings.add(string);
        }
        return Collections.unmodifiableList(strings);
    }

    /** The object under this name; empty when absent. */
    @SuppressWarnings("unchecked")
    public Arguments object(String name) {
        return optional(name, Map.class).map(map -> new Arguments(map)).orElse(NONE);
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

    /** The names only: values may be secret. */
    @Override
    public String toString() {
        return "Arguments" + values.keySet();
    }

    private <T> T required(String name, Class<T> type) {
        return optional(name, type).orElseThrow(() -> missing(name));
    }

    private <T> Optional<T> optional(String name, Class<T> type) {
        Object value = values.get(name);
        if (value != null && !type.isInstance(value)) {
            throw new IllegalArgumentException("not of type " + type.getSimpleName() + ": " + name);
        }
        return Optional.ofNullable(type.cast(value));
    }

    private static IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("missing: " + name);
    }

    private static Long whole(String name, Number number) {
        try {
            return number instanceof Long exact ? exact : new BigDecimal(number.toString()).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("not a whole number that fits: " + name, e);
        }
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
        throw new IllegalArgumentException("not a JSON value: " + value.getClass().getName());
    }
}
