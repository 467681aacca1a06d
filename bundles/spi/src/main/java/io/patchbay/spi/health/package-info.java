/**
 * Defines health checks. Each {@link io.patchbay.spi.health.HealthCheck} is an OSGi service that {@code /readyz} and
 * {@code patchbay status} read.
 */
@Export
@Version("1.0.0")
package io.patchbay.spi.health;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
