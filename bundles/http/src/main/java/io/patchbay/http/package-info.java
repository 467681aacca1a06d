/**
 * The HTTP server: Streamable HTTP on {@code /mcp}, health pages, and the routes of other bundles.
 *
 * <p>Its rooms, from the ground up; each uses the rooms before it and none after it:
 *
 * <ol>
 *   <li>{@code tls}: the server's key and certificates
 *   <li>{@code settings}: the settings, checked
 *   <li>{@code server}: the open port and its connections
 *   <li>{@code request}: the sender of a request, and the refusal of requests
 *   <li>{@code mcp}: the MCP endpoint and its event streams
 *   <li>{@code web}: the entry of every request, health pages and the routes of other bundles
 *   <li>{@code start}: puts the server together
 * </ol>
 */
package io.patchbay.http;
