/**
 * How connectors and settings get in: the catalog's one door ({@link io.patchbay.spi.deploy.Publisher}) and the settings' ({@link io.patchbay.spi.deploy.Settings}).
 */
@Export
@Version("1.5.0")
package io.patchbay.spi.deploy;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
