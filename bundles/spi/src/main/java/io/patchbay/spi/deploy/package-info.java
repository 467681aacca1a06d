/**
 * Defines deployment. {@link io.patchbay.spi.deploy.Publisher} publishes connectors in the catalog, and
 * {@link io.patchbay.spi.deploy.Settings} writes settings.
 */
@Export
@Version("1.5.0")
package io.patchbay.spi.deploy;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
