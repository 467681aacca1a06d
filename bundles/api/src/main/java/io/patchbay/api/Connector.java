package io.patchbay.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Several tools, resources, templates and prompts under one configuration. Its lists are read when it is published and again
 * after {@link CatalogChanges#changed()}; their order is the order clients see.
 */
@ConsumerType
public interface Connector {

    /** The tools it offers now. Called from a thread of the server; an exception keeps the last good list. */
    default List<Tool> tools() {
        return List.of();
    }

    /** The resources it offers now. As {@link #tools()}. */
    default List<Resource> resources() {
        return List.of();
    }

    /** The resource templates it offers now. As {@link #tools()}. */
    default List<ResourceTemplate> resourceTemplates() {
        return List.of();
    }

    /** The prompts it offers now. As {@link #tools()}. */
    default List<Prompt> prompts() {
        return List.of();
    }

    /**
     * Hands over the way to say that something changed. Called once, after its lists were published; an exception is logged
     * and changes nothing else.
     */
    default void opened(CatalogChanges changes) {}

    /**
     * Says which of its resources clients want to hear of, so that it looks for changes of these and no others. Called after
     * {@link #opened}, whenever that differs from before, one call after the other, and before the client is told that its
     * subscription holds: what has changed since this returned is to be told. An exception is logged and changes nothing else.
     */
    default void interest(Interest now) {}
}
