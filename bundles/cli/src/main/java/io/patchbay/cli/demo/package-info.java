/**
 * The demonstration: clients that call while a connector is replaced, and the score of their calls. The package uses
 * {@code mcp}. The package must not use or change the operator's own server, settings or data.
 */
package io.patchbay.cli.demo;
