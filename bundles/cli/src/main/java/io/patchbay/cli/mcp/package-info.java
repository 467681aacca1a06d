/**
 * An MCP client over HTTP, for the modern and the legacy era, and the certificates that it trusts. Uses {@code json}.
 * Must not print anything, must not show the key, and must not send a call twice.
 */
package io.patchbay.cli.mcp;
