package io.patchbay.typed;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The permitted number of characters of a string, items of a list or set, or members of a map. */
@Retention(RetentionPolicy.RUNTIME)
@Target(RECORD_COMPONENT)
public @interface Size {

    /** The smallest permitted number. */
    int min() default 0;

    /** The largest permitted number. */
    int max() default Integer.MAX_VALUE;
}
