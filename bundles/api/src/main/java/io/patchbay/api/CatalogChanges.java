package io.patchbay.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Notifies the server of changes in a {@link Connector}. Its methods are fast and may be called from any thread at any time. Calls
 * are ignored after the connector has been removed from the catalog.
 */
@ProviderType
public interface CatalogChanges {

    /** Reports that the connector's lists changed. The server reads them again soon, on another thread, and notifies clients. */
    void changed();

    /** Reports that the content of the resource with this URI changed. The server notifies the clients that subscribed to it. */
    void resourceUpdated(String uri);

    /**
     * Reports that {@link ResourceTemplate#list} would return other resources than before. The server notifies the clients that
     * listen to changes of the list of resources.
     */
    default void listingChanged() {}

    /**
     * Reports that a user has finished at a page that an {@link InputRequest.Url} asked to open. The server notifies the client if
     * the client's protocol revision has this notification (2025-11-25).
     *
     * @param id the {@link InputRequest.Url#id()} of the request
     */
    default void pageFinished(String id) {}

    /**
     * Reports the connector's current problems to the operators of the server, in {@code patchbay status}, in {@code /readyz} and
     * in the log. The list replaces the previous one: a problem that is missing from it is over. An empty list ends all problems.
     * Problems do not stop the server or the connector.
     *
     * @param now one line for each problem: what is wrong, where, and what to do; no secrets. The server shows the first 20.
     */
    default void problems(List<String> now) {}
}
