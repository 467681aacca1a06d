package io.patchbay.typed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The codec of maps with string keys, which keeps the order of the keys. */
record MembersCodec(Codec member) implements Codec {

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("additionalProperties", member.schema());
        return schema;
    }

    @Override
    public Object read(Object json) {
        if (json instanceof Map<?, ?> map) {
            return Collections.unmodifiableMap(convertAll(map, member::read));
        }
        throw new Mismatch("must be an object");
    }

    @Override
    public Object write(Object value) {
        return convertAll((Map<?, ?>) value, member::write);
    }

    private static Map<String, Object> convertAll(Map<?, ?> map, UnaryOperator<Object> convert) {
        Map<String, Object> converted = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            try {
                converted.put((String) name, convert.apply(Present.value(value)));
            } catch (Mismatch e) {
                throw e.in((String) name);
            }
        });
        return converted;
    }
}
