/**
 * An MCP client over HTTP, for the modern and the legacy era, and the certificates that the client trusts. The package
 * uses {@code json}. The package must not print anything, show the key, or send a call twice.
 */
package io.patchbay.cli.mcp;
