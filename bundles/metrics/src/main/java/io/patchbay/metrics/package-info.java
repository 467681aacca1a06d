/** Metrics for operators. Other bundles record the metrics, and {@code /metrics} shows them in the formats of Prometheus. */
package io.patchbay.metrics;
