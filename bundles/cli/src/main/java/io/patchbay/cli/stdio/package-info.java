/**
 * The bridge for clients that only speak stdio: one message a line here, HTTP there. Uses {@code mcp}. Must not
 * write anything but messages to standard output, and must not repeat a tool call.
 */
package io.patchbay.cli.stdio;
