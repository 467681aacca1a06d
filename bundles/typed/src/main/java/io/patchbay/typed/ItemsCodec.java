package io.patchbay.typed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** The codec of lists and sets. A set keeps the order of its items. {@link #read} rejects duplicates in a set. */
record ItemsCodec(Codec item, boolean unique) implements Codec {

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("items", item.schema());
        if (unique) {
            schema.put("uniqueItems", true);
        }
        return schema;
    }

    @Override
    public Object read(Object json) {
        if (!(json instanceof List<?> items)) {
            throw new Mismatch("must be an array");
        }
        Collection<Object> values = unique ? new LinkedHashSet<>() : new ArrayList<>(items.size());
        int index = 0;
        for (Object value : items) {
            if (!values.add(read(value, index))) {
                throw new Mismatch("must not be equal to another item").in(index);
            }
            index++;
        }
        return unique
                ? Collections.unmodifiableSet((LinkedHashSet<?>) values)
                : Collections.unmodifiableList((List<?>) values);
    }

    @Override
    public Object write(Object value) {
        List<Object> items = new ArrayList<>();
        for (Object each : (Collection<?>) value) {
            items.add(write(each, items.size()));
        }
        return items;
    }

    private Object read(Object value, int index) {
        try {
            return item.read(Present.value(value));
        } catch (Mismatch e) {
            throw e.in(index);
        }
    }

    private Object write(Object value, int index) {
        try {
            return item.write(Present.value(value));
        } catch (Mismatch e) {
            throw e.in(index);
        }
    }
}
