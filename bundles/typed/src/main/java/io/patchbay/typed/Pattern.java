package io.patchbay.typed;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Requires that a string contains a match of a regular expression. For a list, set or map, the rule applies to each
 * string. To match the whole string, anchor the expression. The expression has the syntax of JSON Schema (ECMA-262),
 * not the syntax of Java. See {@link io.patchbay.api.SchemaPattern}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(RECORD_COMPONENT)
public @interface Pattern {

    /** The regular expression. */
    String value();
}
