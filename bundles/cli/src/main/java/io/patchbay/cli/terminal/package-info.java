/**
 * The input and output of a command: the terminal, text that is safe for it, and errors with their exit codes.
 * Uses the JDK only. Must not know a command, and must not contact a server.
 */
package io.patchbay.cli.terminal;
