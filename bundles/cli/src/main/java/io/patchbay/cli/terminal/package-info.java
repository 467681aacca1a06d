/**
 * The input and output of a command: the terminal, text that is safe for the terminal, and errors with their exit
 * codes. The package uses only the JDK. The package must not depend on a command, and must not contact a server.
 */
package io.patchbay.cli.terminal;
