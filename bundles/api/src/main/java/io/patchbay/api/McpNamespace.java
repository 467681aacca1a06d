package io.patchbay.api;

import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Sets the namespace of a component. Clients see the component's tools and prompts as {@code <namespace>_<name>}. The annotation
 * sets the service property {@code mcp.namespace}.
 */
@ComponentPropertyType
public @interface McpNamespace {

    /**
     * The namespace, which consists of the characters {@code [A-Za-z0-9.-]}. An empty string means that the names have
     * no namespace.
     */
    String value();
}
