/**
 * The bridge between clients that support only stdio, with one message per line, and the HTTP endpoint. The package
 * uses {@code mcp}. The package must write only messages to standard output, and must not repeat a tool call.
 */
package io.patchbay.cli.stdio;
