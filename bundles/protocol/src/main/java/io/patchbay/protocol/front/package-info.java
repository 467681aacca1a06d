/**
 * What came in, sorted: the era, the session, a batch or a single message; each is sent on its way or refused. Uses
 * {@code method}. Must not read a body twice, nor answer what the path answers.
 */
package io.patchbay.protocol.front;
