package io.patchbay.typed;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Sets the JSON name of a component or of an enumeration constant, if the JSON name differs from the Java name. */
@Retention(RetentionPolicy.RUNTIME)
@Target({RECORD_COMPONENT, FIELD})
public @interface Name {

    /** The name in JSON. */
    String value();
}
