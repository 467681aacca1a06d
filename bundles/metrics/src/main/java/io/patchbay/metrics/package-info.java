/**
 * Metrics for operators: other bundles record them, and {@code /metrics} shows them in the formats of Prometheus.
 */
package io.patchbay.metrics;
