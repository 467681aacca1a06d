/**
 * The {@code patchbay} command. It uses the JDK, picocli and nothing of the server: it speaks to the server's control
 * channel and to its MCP endpoint.
 *
 * <p>Its rooms, from the ground up; each uses the rooms before it and none after it:
 *
 * <ol>
 *   <li>{@code json}, {@code terminal}: reading and writing JSON, and what a command reads from and prints to
 *   <li>{@code channel}: the server's control channel
 *   <li>{@code mcp}: an MCP client over HTTP, of both eras
 *   <li>{@code client}: what all commands that are MCP clients share
 *   <li>{@code stdio}: the bridge for clients that only speak stdio
 *   <li>{@code maven}, {@code develop}: new connectors, builds at every save
 *   <li>{@code demo}: the demonstration
 *   <li>{@code command}: the commands, one class or nested class each
 * </ol>
 */
package io.patchbay.cli;
