/**
 * Seals data that a client keeps for the server, such as cursors and request states. Nobody can read, change or reuse sealed data.
 * Uses only the JDK. Must not log or return a key. Must not say why a seal does not open.
 */
package io.patchbay.protocol.seal;
