/**
 * Reads JSON strictly, writes JSON without copies, and creates canonical JSON and text that is safe for logs. Uses the JDK and
 * Jackson. Must not know the methods of MCP, the wire formats of revisions, or callers.
 */
package io.patchbay.protocol.json;
