package io.patchbay.api;

import org.osgi.service.component.annotations.ComponentPropertyType;

/** Puts {@code value_} before the names of a component's tools and prompts on the wire; sets the service property {@code mcp.namespace}. */
@ComponentPropertyType
public @interface McpNamespace {

    /** {@code [A-Za-z0-9.-]}; empty for names without a namespace. */
    String value();
}
