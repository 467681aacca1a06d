/**
 * The commands, as picocli parses them; {@code Patchbay} lists them all. Uses all other rooms. Must not open an HTTP
 * connection or a socket itself, and must report every failure as one line with an exit code.
 */
package io.patchbay.cli.command;
