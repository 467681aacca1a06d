package io.patchbay.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A set of tools, resources, templates and prompts that share one configuration. The server reads the lists when it
 * publishes the connector and again after {@link CatalogChanges#changed()}. Clients see each list in the connector's
 * order.
 */
@ConsumerType
public interface Connector {

    /**
     * Returns the tools that the connector offers now. The server calls this method on a server thread when it publishes the
     * connector and after {@link CatalogChanges#changed()}. If the method throws an exception, the server keeps the previous list.
     */
    default List<Tool> tools() {
        return List.of();
    }

    /** Returns the resources that the connector offers now. The server calls this method at the same times as {@link #tools()}. */
    default List<Resource> resources() {
        return List.of();
    }

    /**
     * Returns the resource templates that the connector offers now. The server calls this method at the same times as
     * {@link #tools()}.
     */
    default List<ResourceTemplate> resourceTemplates() {
        return List.of();
    }

    /** Returns the prompts that the connector offers now. The server calls this method at the same times as {@link #tools()}. */
    default List<Prompt> prompts() {
        return List.of();
    }

    /**
     * Receives the object with which the connector reports changes. The server calls this method once, after it has published the
     * connector's lists. If the method throws an exception, the server logs the exception and continues.
     */
    default void opened(CatalogChanges changes) {}

    /**
     * Receives the resources that clients have subscribed to. The connector needs to watch only these resources. After
     * {@link #opened}, the server calls this method each time the set of resources changes. Calls of this method never
     * run concurrently. The server confirms a subscription after this method has returned. The connector must report
     * every change that happens after this method has returned. If the method throws an exception, the server logs the
     * exception and continues.
     */
    default void interest(Interest now) {}
}
