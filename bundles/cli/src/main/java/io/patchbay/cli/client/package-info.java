/**
 * What all commands that are MCP clients share: options for endpoint and key, arguments, results, and questions
 * at the terminal. Uses {@code channel} and {@code mcp}. Must not trust text from a server: a terminal only gets
 * it made safe.
 */
package io.patchbay.cli.client;
