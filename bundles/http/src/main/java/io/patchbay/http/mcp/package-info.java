/**
 * The MCP endpoint identifies the caller, reads the body, calls the {@code Dispatcher}, and sends answers and event streams. The
 * transport is Streamable HTTP or HTTP+SSE. The package uses {@code request}. The package must not read a byte of a body before the
 * caller is known, and must not interpret MCP messages.
 */
package io.patchbay.http.mcp;
