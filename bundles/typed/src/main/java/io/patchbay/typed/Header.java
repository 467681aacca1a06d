package io.patchbay.typed;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes clients repeat the value in the HTTP header {@code Mcp-Param-<value>} ({@code x-mcp-header}). Gateways can use the header
 * to route requests. The annotation is allowed for strings, whole numbers and booleans. The component must belong to the input
 * record or to a record that is nested directly in the input record. The annotation is not allowed for secrets.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(RECORD_COMPONENT)
public @interface Header {

    /** The last part of the header's name. The value is a token (RFC 9110) that is unique in the input, regardless of case. */
    String value();
}
