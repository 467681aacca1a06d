package io.patchbay.typed;

import java.util.Map;

/** How the values of one Java type look in JSON, as a tree of JDK values. */
interface Codec {

    /** A fresh map, to be added to. */
    Map<String, Object> schema();

    /**
     * @param json never null
     * @throws Mismatch when it does not fit
     */
    Object read(Object json);

    /**
     * @param value of the Java type
     * @throws Mismatch when JSON cannot say it
     */
    Object write(Object value);
}
