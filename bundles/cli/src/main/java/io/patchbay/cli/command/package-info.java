/**
 * The commands, as picocli parses them. {@code Patchbay} lists all commands. The package uses all other packages. The
 * package must not open an HTTP connection or a socket itself. The package must report every failure as one line with
 * an exit code.
 */
package io.patchbay.cli.command;
