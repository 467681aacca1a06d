/**
 * The MCP endpoint: identifies the caller, reads the body, calls the {@code Dispatcher}, and sends answers and
 * event streams, over Streamable HTTP or HTTP+SSE. Uses {@code request}. Must not read a byte of a body before
 * the caller is known, and must not interpret MCP messages.
 */
package io.patchbay.http.mcp;
