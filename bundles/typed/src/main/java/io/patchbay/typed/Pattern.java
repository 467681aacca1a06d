package io.patchbay.typed;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A regular expression that a string, or each string in a list, set or map, must contain a match of. To match the whole string, anchor
 * the expression. The syntax is that of JSON Schema (ECMA-262), not that of Java, see {@link io.patchbay.api.SchemaPattern}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(RECORD_COMPONENT)
public @interface Pattern {

    /** The regular expression. */
    String value();
}
