/**
 * Seals data that a client keeps for the server, such as cursors and request states. Nobody can read, change or reuse sealed data.
 * The package uses only the JDK. The package must not log or return a key, and must not say why a seal does not open.
 */
package io.patchbay.protocol.seal;
