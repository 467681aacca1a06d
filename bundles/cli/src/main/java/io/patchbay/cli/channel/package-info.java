/**
 * The control channel of a server on this machine, and the options that select the server. The package uses {@code
 * json} and {@code terminal}. The package must make each answer safe for the terminal before it prints the answer. The
 * package must not start a server.
 */
package io.patchbay.cli.channel;
