package io.patchbay.typed;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The permitted size, which is the number of characters in a string, of items in a list or set, or of members in a map.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(RECORD_COMPONENT)
public @interface Size {

    /** The smallest permitted size. */
    int min() default 0;

    /** The largest permitted size. */
    int max() default Integer.MAX_VALUE;
}
