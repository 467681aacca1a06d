/**
 * Code that the commands that are MCP clients share: options for endpoint and key, arguments, results, and questions
 * at the terminal. Uses {@code channel} and {@code mcp}. Must not trust text from a server: it is made safe before it is
 * printed to a terminal.
 */
package io.patchbay.cli.client;
