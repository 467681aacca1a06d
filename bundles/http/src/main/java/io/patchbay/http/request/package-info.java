/**
 * Checks an HTTP request before the server serves it. Provides the sender, the required services, and the answer to a refused
 * request. The package uses {@code server}. The package must not read MCP, and must not put parts of a request into an error text.
 */
package io.patchbay.http.request;
