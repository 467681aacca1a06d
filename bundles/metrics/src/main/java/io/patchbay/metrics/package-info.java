/**
 * Figures for operators: counted where things happen, shown at {@code /metrics} as Prometheus reads them.
 */
package io.patchbay.metrics;
