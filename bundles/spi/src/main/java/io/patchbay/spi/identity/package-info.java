/**
 * Who is calling: {@link io.patchbay.spi.identity.Authenticator} turns what a request presents into an {@link io.patchbay.spi.identity.Identity}.
 */
@Export
@Version("1.1.0")
package io.patchbay.spi.identity;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
