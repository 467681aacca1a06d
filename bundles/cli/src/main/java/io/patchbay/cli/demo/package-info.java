/**
 * Runs the demonstration. Clients call a connector while the connector is replaced, and the package counts the results.
 * The package uses {@code mcp}. The package must not use or change the operator's own server, settings or data.
 */
package io.patchbay.cli.demo;
