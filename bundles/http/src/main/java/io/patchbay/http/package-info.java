/**
 * The HTTP server provides Streamable HTTP on {@code /mcp}, health pages, and the routes of other bundles.
 *
 * <p>The server consists of the following packages. Each package uses only packages that precede it in the list:
 *
 * <ol>
 *   <li>{@code tls}: the server's key and certificates
 *   <li>{@code settings}: the checked settings
 *   <li>{@code server}: the open port and its connections
 *   <li>{@code request}: the sender of a request, and the refusal of requests
 *   <li>{@code mcp}: the MCP endpoint and its event streams
 *   <li>{@code web}: the entry of every request, health pages and the routes of other bundles
 *   <li>{@code start}: puts the server together
 * </ol>
 */
package io.patchbay.http;
