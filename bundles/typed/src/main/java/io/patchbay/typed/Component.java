package io.patchbay.typed;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;

/** One component of a record, which is a member of the JSON object. */
record Component(String name, Presence presence, Codec codec, Map<String, Object> notes, Method accessor) {

    Map<String, Object> schema() {
        Map<String, Object> schema = codec.schema();
        schema.putAll(notes);
        return schema;
    }

    Object read(Object json) {
        try {
            return json == null ? presence.absent() : presence.wrap(codec.read(json));
        } catch (Mismatch e) {
            throw e.in(name);
        }
    }

    Optional<Object> write(Object owner) {
        try {
            return presence.unwrap(accessor.invoke(owner)).map(codec::write);
        } catch (Mismatch e) {
            throw e.in(name);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("Could not read the component " + name, e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
