package io.patchbay.spi.deploy;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Marks the end of the initial deployment. The server registers this service after it has published or refused every
 * file that was in the deploy folder when the server started. The dispatcher waits for this service, so that clients
 * never see an incomplete catalog.
 */
@ProviderType
public interface Deployed {

    /** Returns one readable line for each file that is deployed now. Any thread may call this method. The method never blocks. */
    default List<String> connectors() {
        return List.of();
    }
}
