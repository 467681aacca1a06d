/**
 * What a command reads from and prints to: the terminal, text made safe for it, and errors with their exit codes.
 * Uses the JDK only. Must not know a command, and must not contact a server.
 */
package io.patchbay.cli.terminal;
