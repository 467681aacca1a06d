/**
 * Contains JSON-RPC messages and the parts of MCP that all methods share: requests, their {@code _meta}, parameters,
 * headers, features of a revision. The package uses {@code json}. The package must not look up the entries that a
 * client names.
 */
package io.patchbay.protocol.rpc;
