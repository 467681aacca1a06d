/**
 * The commands of the program, which picocli parses. {@code Patchbay} lists all commands. The package uses all other
 * packages. The package must not open an HTTP connection or a socket itself. The package must report every failure as
 * one line and an exit code.
 */
package io.patchbay.cli.command;
