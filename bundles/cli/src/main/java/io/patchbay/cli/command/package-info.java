/**
 * The commands, as picocli parses them; {@code Patchbay} lists them all. Uses all other rooms. Must not speak
 * HTTP or a socket itself, and must end every failure as one line with an exit code.
 */
package io.patchbay.cli.command;
