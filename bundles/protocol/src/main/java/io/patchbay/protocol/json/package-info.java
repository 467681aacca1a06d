/**
 * JSON in and out: reading strictly, writing without copies, the canonical form, and text that is safe for logs. Uses
 * the JDK and Jackson. Must not know MCP: no method, no revision's wire format, no caller.
 */
package io.patchbay.protocol.json;
