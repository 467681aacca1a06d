/**
 * The {@code patchbay} command. The command uses the JDK and picocli, but no code of the server. The command connects
 * to the server's control channel and to the server's MCP endpoint.
 *
 * <p>Each package uses only the packages before it in this list:
 *
 * <ol>
 *   <li>{@code json}, {@code terminal}: reading and writing JSON; the input and output of a command
 *   <li>{@code channel}: the server's control channel
 *   <li>{@code mcp}: an MCP client over HTTP, of both eras
 *   <li>{@code client}: code that the commands that are MCP clients share
 *   <li>{@code stdio}: the bridge for clients that support only stdio
 *   <li>{@code maven}, {@code develop}: new connectors, and a build after every save
 *   <li>{@code demo}: the demonstration
 *   <li>{@code command}: the commands, one class or nested class each
 * </ol>
 */
package io.patchbay.cli;
