/**
 * The methods of MCP, one class each: the subject of a request, and the format of its result. Uses {@code call} and the
 * rooms below. Must not look up an entry, check a schema or ask policy: the path does that.
 */
package io.patchbay.protocol.method;
