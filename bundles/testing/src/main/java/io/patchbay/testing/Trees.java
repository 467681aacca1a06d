package io.patchbay.testing;

import io.patchbay.api.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON trees of the wire format. */
final class Trees {

    private Trees() {}

    /** Returns the objects of the array with this name, or an empty list if the array does not exist. */
    static List<Arguments> objects(Arguments tree, String name) {
        List<Arguments> objects = new ArrayList<>();
        if (tree.values().get(name) instanceof List<?> items) {
            for (Object item : items) {
                objects.add(object(item));
            }
        }
        return objects;
    }

    static Arguments object(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> members = new LinkedHashMap<>();
            map.forEach((name, member) -> members.put((String) name, member));
            return Arguments.of(members).readable();
        }
        throw new AssertionError("the value is not an object: " + value);
    }
}
