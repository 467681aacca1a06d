/**
 * What operators may say over the control channel: each {@link io.patchbay.spi.admin.Command} is a service.
 */
@Export
@Version("1.1.0")
package io.patchbay.spi.admin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
