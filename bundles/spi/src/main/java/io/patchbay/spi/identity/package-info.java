/**
 * Defines authentication. {@link io.patchbay.spi.identity.Authenticator} determines the {@link io.patchbay.spi.identity.Identity}
 * of a request.
 */
@Export
@Version("1.1.0")
package io.patchbay.spi.identity;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
