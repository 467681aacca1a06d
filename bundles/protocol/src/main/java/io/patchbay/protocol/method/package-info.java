/**
 * The methods of MCP, one class each: what a request is about, and how its result is written. Uses {@code call} and
 * what is below. Must not look up an entry, check a schema or ask policy itself: the path does.
 */
package io.patchbay.protocol.method;
