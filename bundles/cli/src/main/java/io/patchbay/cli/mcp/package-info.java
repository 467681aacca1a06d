/** A small MCP client over HTTP, in either era, on nothing but the JDK. */
package io.patchbay.cli.mcp;
