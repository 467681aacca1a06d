/**
 * An MCP client over HTTP for both eras, and the certificates that the client trusts. The package uses {@code json}.
 * The package must not print anything, show the key, or send a call twice.
 */
package io.patchbay.cli.mcp;
