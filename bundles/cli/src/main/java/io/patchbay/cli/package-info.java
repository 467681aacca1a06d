/**
 * The {@code patchbay} command. The command uses the JDK and picocli, but no code of the server. The command connects
 * to the server's control channel and to the server's MCP endpoint.
 *
 * <p>Each package uses only the packages before it in this list:
 *
 * <ol>
 *   <li>{@code json}, {@code terminal}: read and write JSON; the input and output of a command
 *   <li>{@code channel}: the server's control channel
 *   <li>{@code mcp}: an MCP client over HTTP, of both eras
 *   <li>{@code client}: code for all commands that are MCP clients
 *   <li>{@code stdio}: the bridge for clients that support only stdio
 *   <li>{@code maven}, {@code develop}: create connectors, and build a connector after every save
 *   <li>{@code demo}: the demonstration
 *   <li>{@code command}: the commands, each in its own class or nested class
 * </ol>
 */
package io.patchbay.cli;
