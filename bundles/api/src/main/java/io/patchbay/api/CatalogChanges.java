package io.patchbay.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Notifies the server of changes in a {@link Connector}. The methods return quickly. A connector may call the methods
 * from any thread at any time. After the server has removed the connector from the catalog, the server ignores calls of
 * these methods.
 */
@ProviderType
public interface CatalogChanges {

    /**
     * Reports that the connector's lists changed. Soon afterwards, the server reads the lists again on another thread and notifies
     * clients.
     */
    void changed();

    /**
     * Reports that the content of the resource with this URI changed. The server notifies the clients that subscribed to the
     * resource.
     */
    void resourceUpdated(String uri);

    /**
     * Reports that {@link ResourceTemplate#list} would now return different resources. The server notifies the clients that listen
     * to changes of the list of resources.
     */
    default void listingChanged() {}

    /**
     * Reports that a user has completed the visit to the web page of an {@link InputRequest.Url}. The server notifies
     * the client if the client's protocol revision has this notification (2025-11-25).
     *
     * @param id the {@link InputRequest.Url#id()} of the request
     */
    default void pageFinished(String id) {}

    /**
     * Reports the connector's current problems to the operators of the server. {@code patchbay status}, {@code /readyz}
     * and the log show the problems. The list replaces the previous list. The server regards a problem as solved when
     * the new list does not contain the problem. An empty list ends all problems. Problems do not stop the server or
     * the connector.
     *
     * @param now the current problems, each as one line of text without secrets. Each line says what is wrong, where,
     *     and what to do. The server shows the first 20 problems.
     */
    default void problems(List<String> now) {}
}
