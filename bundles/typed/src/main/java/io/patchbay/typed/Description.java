package io.patchbay.typed;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;
import static java.lang.annotation.ElementType.TYPE;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Adds a description for the model to the schema of a record or component. */
@Retention(RetentionPolicy.RUNTIME)
@Target({RECORD_COMPONENT, TYPE})
public @interface Description {

    /** The description, in one or two sentences. Describe the meaning, the unit, an example, and the effect of a missing value. */
    String value();
}
