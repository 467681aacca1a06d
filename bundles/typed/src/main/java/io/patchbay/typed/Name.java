package io.patchbay.typed;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name in JSON, where it cannot be the name in Java: of a component, or of a constant of an enumeration. */
@Retention(RetentionPolicy.RUNTIME)
@Target({RECORD_COMPONENT, FIELD})
public @interface Name {

    String value();
}
