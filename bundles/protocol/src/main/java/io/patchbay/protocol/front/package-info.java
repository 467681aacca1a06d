/**
 * Classifies each incoming exchange by era and session, and as a batch or a single message. Dispatches or refuses each
 * exchange. The package uses {@code method}. The package must not read a body twice, and must not answer calls that
 * {@code CallPath} answers.
 */
package io.patchbay.protocol.front;
