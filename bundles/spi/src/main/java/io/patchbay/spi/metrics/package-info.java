/** Defines metrics. The {@link io.patchbay.spi.metrics.Metrics} service registers the metrics that {@code /metrics} shows. */
@Export
@Version("1.1.0")
package io.patchbay.spi.metrics;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
