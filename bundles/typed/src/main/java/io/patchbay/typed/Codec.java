package io.patchbay.typed;

import java.util.Map;

/** Converts the values of one Java type to and from JSON. The JSON form is a tree of JDK values. */
interface Codec {

    /** Returns the schema as a new map, which the caller may modify. */
    Map<String, Object> schema();

    /**
     * Returns the Java value of a JSON value.
     *
     * @param json the JSON value, which is never null
     * @throws Mismatch if the JSON value does not match the type
     */
    Object read(Object json);

    /**
     * Returns the JSON value of a Java value.
     *
     * @param value the value, which has the Java type of this codec
     * @throws Mismatch if the value has no JSON form
     */
    Object write(Object value);
}
