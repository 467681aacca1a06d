/** Defines the commands of the control channel. Each {@link io.patchbay.spi.admin.Command} is an OSGi service. */
@Export
@Version("1.1.0")
package io.patchbay.spi.admin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
