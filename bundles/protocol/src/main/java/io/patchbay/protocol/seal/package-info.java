/**
 * Seals data that a client keeps for the server (cursors, request states), so that nobody can read, change or reuse it. Uses the
 * JDK. Must not log or return a key, nor say why a seal does not open.
 */
package io.patchbay.protocol.seal;
