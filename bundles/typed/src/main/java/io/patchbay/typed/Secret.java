package io.patchbay.typed;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a value as secret. The schema contains {@code "writeOnly": true}, and the audit trail does not record the value. */
@Retention(RetentionPolicy.RUNTIME)
@Target(RECORD_COMPONENT)
public @interface Secret {}
