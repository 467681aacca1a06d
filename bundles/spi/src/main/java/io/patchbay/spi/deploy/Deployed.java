package io.patchbay.spi.deploy;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Marks the end of the initial deployment. The service is registered once every file that was in the deploy folder at start is
 * published or refused. The dispatcher waits for it, so that clients never see an incomplete catalog.
 */
@ProviderType
public interface Deployed {

    /** Returns the deployed files now, one readable line each. Called on any thread; never blocks. */
    default List<String> connectors() {
        return List.of();
    }
}
