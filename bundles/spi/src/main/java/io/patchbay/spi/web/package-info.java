/**
 * Governed HTTP. A part of the server registers {@link io.patchbay.spi.web.Routes} as an OSGi service. The {@code http} bundle checks
 * every request by the rules of its {@link io.patchbay.spi.web.Route} before a handler sees the request.
 */
@Export
@Version("1.0.0")
package io.patchbay.spi.web;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
