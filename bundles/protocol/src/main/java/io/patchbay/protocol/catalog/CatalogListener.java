package io.patchbay.protocol.catalog;

import io.patchbay.spi.policy.Target;
import java.util.List;
import java.util.Set;

/** Receives catalog changes, one at a time, in order, on a thread that may block. Exceptions of a listener are logged. */
public interface CatalogListener {

    /** Called after these lists have changed for at least one caller. The catalog's snapshot already contains the change. */
    void changed(Set<Kind> kinds);

    /** Called after the content of the resource with this URI has changed. */
    void resourceUpdated(String uri);

    /** Called after the resources below these templates have changed. The catalog itself is unchanged. */
    default void listingChanged(List<Target> templates) {}

    /** Called after a user has completed a page (URL elicitation) of this owner's connector. */
    default void pageFinished(String owner, String id) {}

    /** The kinds of lists that clients read. Resources and templates count as one kind. */
    enum Kind {
        TOOLS,
        PROMPTS,
        RESOURCES
    }
}
