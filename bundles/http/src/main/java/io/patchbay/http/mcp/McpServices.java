package io.patchbay.http.mcp;

import io.patchbay.http.request.RequestServices;

/** What every part of the MCP endpoint works with. */
public record McpServices(RequestServices request, Streams streams, Bodies bodies) {}
