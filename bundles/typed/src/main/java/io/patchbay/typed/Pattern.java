package io.patchbay.typed;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A regular expression that a string must contain a match of; in a list, set or map: each string. Anchor it to say all of the
 * string. It means what JSON Schema (ECMA-262) says and not what Java does, see {@link io.patchbay.api.SchemaPattern}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(RECORD_COMPONENT)
public @interface Pattern {

    String value();
}
