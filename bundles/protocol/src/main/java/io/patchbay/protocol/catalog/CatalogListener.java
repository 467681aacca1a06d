package io.patchbay.protocol.catalog;

import io.patchbay.spi.policy.Target;
import java.util.List;
import java.util.Set;

/** Hears of changes of the catalog, one after the other, in their order, on a thread that may block; what it throws is logged. */
public interface CatalogListener {

    /** These lists differ from before for somebody; the catalog's snapshot holds them already. */
    void changed(Set<Kind> kinds);

    /** What is under this URI changed. */
    void resourceUpdated(String uri);

    /** What these templates list changed, though the catalog did not. */
    default void listingChanged(List<Target> templates) {}

    /** A user has finished at a page that this owner's connector had them asked to open. */
    default void pageFinished(String owner, String id) {}

    /** What clients keep lists of; resources and templates are one. */
    enum Kind {
        TOOLS,
        PROMPTS,
        RESOURCES
    }
}
