package io.patchbay.typed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The codec of an enumeration. The JSON form of a constant is its {@link Name}, or its Java name in lower case. */
record EnumCodec(Map<String, Object> constants, Map<Object, String> names) implements Codec {

    static EnumCodec of(Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        Map<Object, String> names = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            String name = name(type, (Enum<?>) constant);
            if (constants.put(name, constant) != null) {
                throw new IllegalArgumentException("two constants have the same name: " + name);
            }
            names.put(constant, name);
        }
        return new EnumCodec(constants, names);
    }

    private static String name(Class<?> type, Enum<?> constant) {
        try {
            Optional<Name> name =
                    Optional.ofNullable(type.getField(constant.name()).getAnnotation(Name.class));
            return name.map(Name::value).orElseGet(() -> constant.name().toLowerCase(Locale.ROOT));
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("enum", List.copyOf(constants.keySet()));
        return schema;
    }

    @Override
    public Object read(Object json) {
        Object constant = json instanceof String name ? constants.get(name) : null;
        if (constant == null) {
            throw new Mismatch("must be one of " + String.join(", ", constants.keySet()));
        }
        return constant;
    }

    @Override
    public Object write(Object value) {
        return names.get(value);
    }
}
