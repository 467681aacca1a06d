/**
 * Strict reading and copy-free writing of JSON, the canonical form, and text that is safe for logs. Uses the JDK and Jackson. Must
 * not know MCP: no method, no revision's wire format, no caller.
 */
package io.patchbay.protocol.json;
