/**
 * Code that the commands that are MCP clients share: options for endpoint and key, arguments, results, and questions at
 * the terminal. The package uses {@code channel} and {@code mcp}. The package must make text from a server safe before
 * it prints the text to a terminal.
 */
package io.patchbay.cli.client;
