/**
 * Classifies each incoming exchange by era and session, and as a batch or a single message. Dispatches or refuses each
 * exchange. Uses {@code method}. Must not read a body twice. Must not answer calls that {@code CallPath} answers.
 */
package io.patchbay.protocol.front;
