package io.patchbay.http.mcp;

import io.patchbay.http.request.BodyMemory;
import io.patchbay.http.request.RequestServices;

/** The services that every part of the MCP endpoint needs. */
public record McpServices(RequestServices request, Streams streams, BodyMemory bodyMemory) {}
