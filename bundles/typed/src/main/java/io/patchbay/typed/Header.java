package io.patchbay.typed;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes clients repeat the value in the HTTP header {@code Mcp-Param-<value>} ({@code x-mcp-header}), for gateways that route by
 * that header. Allowed for strings, whole numbers and booleans of the input record and of records nested directly in it. Not allowed
 * for secrets.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(RECORD_COMPONENT)
public @interface Header {

    /** The last part of the header's name: a token (RFC 9110) that is unique in the input, ignoring case. */
    String value();
}
