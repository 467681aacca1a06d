/**
 * JSON-RPC messages and the parts of MCP that all methods share: requests, their {@code _meta}, parameters, headers, features of
 * a revision. Uses {@code json}. Must not look up the entries that a client names.
 */
package io.patchbay.protocol.rpc;
