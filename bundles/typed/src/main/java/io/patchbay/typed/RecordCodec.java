package io.patchbay.typed;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The codec of a record. The JSON form is an object that has one member for each component and no other members. */
final class RecordCodec implements Codec {

    private final Constructor<?> constructor;
    private final Optional<String> description;
    private final List<Component> components = new ArrayList<>();
    private Optional<String> reference = Optional.empty();

    RecordCodec(Constructor<?> constructor, Optional<String> description) {
        this.constructor = constructor;
        this.description = description;
    }

    /**
     * Adds a component. Only {@link CodecFinder} calls this method, because the constructor cannot take components of a recursive
     * record.
     */
    void add(Component component) {
        if (components.stream().anyMatch(other -> other.name().equals(component.name()))) {
            throw new IllegalArgumentException("two components have the same name: " + component.name());
        }
        components.add(component);
    }

    /** Makes schemas refer to this recursive record. Only {@link CodecFinder} calls this method. */
    void setReference(String reference) {
        this.reference = Optional.of(reference);
    }

    @Override
    public Map<String, Object> schema() {
        return reference
                .map(to -> (Map<String, Object>) new LinkedHashMap<String, Object>(Map.of("$ref", to)))
                .orElseGet(this::body);
    }

    /** Returns the full schema, even if {@link #schema()} returns a reference to the schema. */
    Map<String, Object> body() {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Component component : components) {
            properties.put(component.name(), component.schema());
            if (component.presence() == Presence.REQUIRED) {
                required.add(component.name());
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        description.ifPresent(text -> schema.put("description", text));
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    @Override
    public Object read(Object json) {
        if (!(json instanceof Map<?, ?> members)) {
            throw new Mismatch("must be an object");
        }
        Object[] values = new Object[components.size()];
        int known = 0;
        for (int i = 0; i < values.length; i++) {
            Component component = components.get(i);
            values[i] = component.read(members.get(component.name()));
            known += members.containsKey(component.name()) ? 1 : 0;
        }
        if (known < members.size()) {
            throw unknown(members);
        }
        return construct(values);
    }

    @Override
    public Object write(Object value) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Component component : components) {
            component.write(value).ifPresent(member -> members.put(component.name(), member));
        }
        return members;
    }

    private Mismatch unknown(Map<?, ?> members) {
        List<String> names = components.stream().map(Component::name).toList();
        for (Object name : members.keySet()) {
            if (!names.contains(name)) {
                return new Mismatch("unknown").in((String) name);
            }
        }
        throw new AssertionError(members.keySet());
    }

    private Object construct(Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw failure(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Returns a {@link Mismatch} if the record's constructor rejected the values, because the model can correct the values. Any
     * other exception is a bug of the connector.
     */
    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof IllegalArgumentException) {
            return new Mismatch(Optional.ofNullable(cause.getMessage()).orElse("is not allowed"), cause);
        }
        if (cause instanceof RuntimeException exception) {
            return exception;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(cause);
    }
}
