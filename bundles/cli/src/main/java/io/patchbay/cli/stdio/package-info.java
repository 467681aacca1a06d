/**
 * The bridge between clients that support only stdio, with one message per line, and the HTTP endpoint. Uses {@code
 * mcp}. Must write only messages to standard output, and must not repeat a tool call.
 */
package io.patchbay.cli.stdio;
