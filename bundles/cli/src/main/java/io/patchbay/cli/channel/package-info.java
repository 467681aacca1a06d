/**
 * The control channel of a server on this machine, and the options that select the server. The package uses {@code
 * json} and {@code terminal}. Before the package prints an answer, the package must make the answer safe for the
 * terminal. The package must not start a server.
 */
package io.patchbay.cli.channel;
