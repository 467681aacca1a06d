package io.patchbay.typed;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has clients repeat the value in the HTTP header {@code Mcp-Param-<value>} ({@code x-mcp-header}), for gateways that route by
 * it. For strings, whole numbers and booleans of the input and of records nested in it directly; never for what is secret.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(RECORD_COMPONENT)
public @interface Header {

    /** The last part of the header's name: a token of RFC 9110, unique in the input without regard to case. */
    String value();
}
