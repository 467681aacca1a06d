/**
 * Code for all commands that are MCP clients: options for endpoint and key, arguments, results, and questions at the
 * terminal. The package uses {@code channel} and {@code mcp}. Before the package prints text from a server to a
 * terminal, the package must make the text safe.
 */
package io.patchbay.cli.client;
