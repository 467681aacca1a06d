package io.patchbay.typed;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The smallest permitted value of a number, or of each number in a list, set or map. */
@Retention(RetentionPolicy.RUNTIME)
@Target(RECORD_COMPONENT)
public @interface Minimum {

    /** The smallest permitted value. */
    double value();
}
