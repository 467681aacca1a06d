/**
 * The bridge between the HTTP endpoint and clients that support only stdio. On stdio, each message is one line. The
 * package uses {@code mcp}. The package must write only messages to standard output, and must not repeat a tool call.
 */
package io.patchbay.cli.stdio;
