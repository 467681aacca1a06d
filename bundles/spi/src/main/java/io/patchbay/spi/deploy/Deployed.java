package io.patchbay.spi.deploy;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Registered once all that stood in the deploy folder at start is published, or refused with its reason. The dispatcher waits
 * for it: before, clients would be shown half a catalog.
 */
@ProviderType
public interface Deployed {

    /** What is deployed now, one readable line each. Any thread, never blocks. */
    default List<String> connectors() {
        return List.of();
    }
}
