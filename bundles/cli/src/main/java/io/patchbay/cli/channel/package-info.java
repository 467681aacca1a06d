/**
 * The control channel of a server on this machine, and the options that say which server is meant. Uses {@code
 * json} and {@code terminal}. Must not print an answer before a terminal can show it safely, and must not start a
 * server.
 */
package io.patchbay.cli.channel;
