package io.patchbay.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** How a {@link Connector} tells that it changed. Callable from any thread, at any time, cheap; ignored after its connector has gone. */
@ProviderType
public interface CatalogChanges {

    /** The connector's lists changed: they are read again soon, on another thread, and clients are told what differs. */
    void changed();

    /** The content of the resource under this URI changed: clients that subscribed to it are told. */
    void resourceUpdated(String uri);

    /**
     * The resources that its templates list changed, which the server keeps no list of: clients that listen to the list of
     * resources are told.
     */
    default void listingChanged() {}

    /**
     * A user has finished at a page they were asked to open: the client that was asked is told, where its revision has that
     * (2025-11-25).
     *
     * @param id as {@link InputRequest.Url#id()} said
     */
    default void pageFinished(String id) {}

    /**
     * Says what is wrong around the connector now, for the operators of the server: they see each line in {@code patchbay status},
     * in {@code /readyz} and in the log. Replaces what the connector said before. A line that is missing from the list has ended;
     * an empty list ends all of them. The server keeps serving whatever is said here.
     *
     * @param now one readable line for each problem, the first 20 are shown: what is wrong, where, and what to do; no secret
     */
    default void problems(List<String> now) {}
}
