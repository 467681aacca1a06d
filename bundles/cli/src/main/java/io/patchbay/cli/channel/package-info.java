/**
 * The control channel of a server on this machine, and the options that select the server. Uses {@code json} and
 * {@code terminal}. Must not print an answer that is not made safe for the terminal, and must not start a server.
 */
package io.patchbay.cli.channel;
