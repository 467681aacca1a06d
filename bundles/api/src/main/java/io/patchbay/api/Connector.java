package io.patchbay.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A set of tools, resources, templates and prompts with one configuration. The server reads the lists when it publishes the
 * connector and again after {@link CatalogChanges#changed()}. Clients see each list in the connector's order.
 */
@ConsumerType
public interface Connector {

    /**
     * Returns the tools that the connector offers now. Called on a thread of the server when the connector is published and after
     * {@link CatalogChanges#changed()}. If the method throws, the server keeps the previous list.
     */
    default List<Tool> tools() {
        return List.of();
    }

    /** Returns the resources that the connector offers now. Called like {@link #tools()}. */
    default List<Resource> resources() {
        return List.of();
    }

    /** Returns the resource templates that the connector offers now. Called like {@link #tools()}. */
    default List<ResourceTemplate> resourceTemplates() {
        return List.of();
    }

    /** Returns the prompts that the connector offers now. Called like {@link #tools()}. */
    default List<Prompt> prompts() {
        return List.of();
    }

    /**
     * Receives the object with which the connector reports changes. Called once, after its lists are published. An exception is
     * logged and has no other effect.
     */
    default void opened(CatalogChanges changes) {}

    /**
     * Receives the resources that clients have subscribed to, so that the connector watches only these. Called after
     * {@link #opened}, whenever the set changes, one call at a time, and before the client's subscription is confirmed. The
     * connector must report every change that happens after this method returns. An exception is logged and has no other effect.
     */
    default void interest(Interest now) {}
}
