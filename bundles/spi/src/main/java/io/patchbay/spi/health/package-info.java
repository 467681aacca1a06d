/**
 * What is not ready and why: each {@link io.patchbay.spi.health.HealthCheck} is a service, read for {@code /readyz} and {@code patchbay status}.
 */
@Export
@Version("1.0.0")
package io.patchbay.spi.health;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
