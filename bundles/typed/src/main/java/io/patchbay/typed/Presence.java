package io.patchbay.typed;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** The rule for a missing component, which follows from the Java type of the component. */
enum Presence {
    REQUIRED(null, value -> value, value -> Optional.of(Present.value(value))),
    OPTIONAL(Optional.empty(), Optional::of, value -> ((Optional<?>) value).map(present -> (Object) present)),
    OPTIONAL_INT(OptionalInt.empty(), value -> OptionalInt.of((Integer) value), value -> {
        OptionalInt number = (OptionalInt) value;
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }),
    OPTIONAL_LONG(OptionalLong.empty(), value -> OptionalLong.of((Long) value), value -> {
        OptionalLong number = (OptionalLong) value;
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }),
    OPTIONAL_DOUBLE(OptionalDouble.empty(), value -> OptionalDouble.of((Double) value), value -> {
        OptionalDouble number = (OptionalDouble) value;
        return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
    });

    private final Object absent;
    private final Function<Object, Object> wrap;
    private final Function<Object, Optional<Object>> unwrap;

    Presence(Object absent, Function<Object, Object> wrap, Function<Object, Optional<Object>> unwrap) {
        this.absent = absent;
        this.wrap = wrap;
        this.unwrap = unwrap;
    }

    static Presence of(Class<?> type) {
        if (type == Optional.class) {
            return OPTIONAL;
        }
        if (type == OptionalInt.class) {
            return OPTIONAL_INT;
        }
        if (type == OptionalLong.class) {
            return OPTIONAL_LONG;
        }
        return type == OptionalDouble.class ? OPTIONAL_DOUBLE : REQUIRED;
    }

    /**
     * Returns the value that the component has if the JSON member is missing or null.
     *
     * @throws Mismatch if the component is required
     */
    Object absent() {
        if (this == REQUIRED) {
            throw new Mismatch("is required");
        }
        return absent;
    }

    Object wrap(Object value) {
        return wrap.apply(value);
    }

    Optional<Object> unwrap(Object value) {
        return unwrap.apply(Present.value(value));
    }
}
