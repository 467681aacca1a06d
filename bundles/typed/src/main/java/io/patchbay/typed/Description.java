package io.patchbay.typed;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;
import static java.lang.annotation.ElementType.TYPE;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says to the model what a component, or a record, means. */
@Retention(RetentionPolicy.RUNTIME)
@Target({RECORD_COMPONENT, TYPE})
public @interface Description {

    /** One or two sentences: meaning, unit, an example, what happens when it is left out. */
    String value();
}
