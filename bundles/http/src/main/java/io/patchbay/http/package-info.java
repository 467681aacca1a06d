/** The HTTP server: Streamable HTTP on {@code /mcp}, health pages, and the handlers of other bundles. */
package io.patchbay.http;
