/**
 * The demonstration: clients that call while a connector is replaced, and the score of their calls. Uses {@code
 * mcp}. Must not touch the operator's own server, settings or data.
 */
package io.patchbay.cli.demo;
