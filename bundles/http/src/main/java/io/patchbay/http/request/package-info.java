/**
 * One HTTP request before it is served: its sender, the services that must be present, and the answer to a refused
 * request. Uses {@code server}. Must not read MCP, and must not put parts of a request into an error text.
 */
package io.patchbay.http.request;
