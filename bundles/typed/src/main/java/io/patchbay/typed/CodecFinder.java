package io.patchbay.typed;

import io.patchbay.api.Json;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Creates the codecs of a record and of all types in the record. Each instance is used once. */
final class CodecFinder {

    private final Map<Class<?>, RecordCodec> records = new HashMap<>();
    private final Set<Class<?>> open = new HashSet<>();
    private final Map<String, RecordCodec> recursive = new LinkedHashMap<>();
    private final Class<?> rootType;
    private final RecordCodec root;

    CodecFinder(Class<? extends Record> type) {
        this.rootType = type;
        this.root = record(type);
    }

    RecordCodec root() {
        return root;
    }

    /** Returns the schemas of all recursive records except the root record. */
    Optional<Map<String, Object>> definitions() {
        Map<String, Object> definitions = new LinkedHashMap<>();
        recursive.forEach((name, codec) -> definitions.put(name, codec.body()));
        return definitions.isEmpty() ? Optional.empty() : Optional.of(definitions);
    }

    private RecordCodec record(Class<?> type) {
        RecordCodec known = records.get(type);
        if (known != null) {
            if (open.contains(type)) {
                known.setReference(reference(type, known));
            }
            return known;
        }
        RecordComponent[] components = type.getRecordComponents();
        RecordCodec codec = new RecordCodec(
                constructor(type, components),
                Optional.ofNullable(type.getAnnotation(Description.class)).map(Description::value));
        records.put(type, codec);
        open.add(type);
        for (RecordComponent component : components) {
            try {
                codec.add(component(component));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        type.getSimpleName() + "." + component.getName() + ": " + e.getMessage(), e);
            }
        }
        open.remove(type);
        return codec;
    }

    private String reference(Class<?> type, RecordCodec codec) {
        if (type == rootType) {
            return "#";
        }
        String name = type.getSimpleName();
        for (int i = 2; recursive.containsKey(name) && recursive.get(name) != codec; i++) {
            name = type.getSimpleName() + i;
        }
        recursive.put(name, codec);
        return "#/$defs/" + name;
    }

    private Component component(RecordComponent component) {
        Presence presence = Presence.of(component.getType());
        Type type = switch (presence) {
            case REQUIRED -> component.getGenericType();
            case OPTIONAL -> argument(component.getGenericType(), 0);
            case OPTIONAL_INT -> Integer.class;
            case OPTIONAL_LONG -> Long.class;
            case OPTIONAL_DOUBLE -> Double.class;
        };
        Codec codec = codec(type, Rules.ofValues(component));
        codec = RuleCodec.of(
                codec, Rules.ofSize(component, String.valueOf(codec.schema().get("type"))));
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        String name = Optional.ofNullable(component.getAnnotation(Name.class))
                .map(Name::value)
                .orElse(component.getName());
        return new Component(name, presence, codec, Rules.notes(component), accessor);
    }

    private Codec codec(Type type, List<Rule> rules) {
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == List.class || generic.getRawType() == Set.class) {
                return new ItemsCodec(codec(argument(type, 0), rules), generic.getRawType() == Set.class);
            }
            if (generic.getRawType() == Map.class && argument(type, 0) == String.class) {
                return new MembersCodec(codec(argument(type, 1), rules));
            }
        }
        if (type instanceof Class<?> plain) {
            return RuleCodec.of(plain(plain), rules);
        }
        throw unknown(type);
    }

    private Codec plain(Class<?> type) {
        if (type == Json.class) {
            return new AnyCodec();
        }
        if (type.isEnum()) {
            return EnumCodec.of(type);
        }
        if (type.isRecord()) {
            return record(type);
        }
        return Scalar.of(type).orElseThrow(() -> unknown(type));
    }

    private static Type argument(Type type, int index) {
        if (type instanceof ParameterizedType generic) {
            return generic.getActualTypeArguments()[index];
        }
        throw unknown(type);
    }

    private static Constructor<?> constructor(Class<?> type, RecordComponent... components) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static IllegalArgumentException unknown(Type type) {
        return new IllegalArgumentException("the type " + type.getTypeName() + " has no JSON form");
    }
}
