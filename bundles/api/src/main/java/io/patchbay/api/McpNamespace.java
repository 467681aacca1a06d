package io.patchbay.api;

import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Sets the namespace of a component: clients see its tools and prompts as {@code <namespace>_<name>}. Sets the service property
 * {@code mcp.namespace}.
 */
@ComponentPropertyType
public @interface McpNamespace {

    /** The namespace, of the characters {@code [A-Za-z0-9.-]}; empty for names without a namespace. */
    String value();
}
