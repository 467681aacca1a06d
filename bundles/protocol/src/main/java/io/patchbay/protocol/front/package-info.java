/**
 * Sorts incoming exchanges by era, session, batch or single message, and dispatches or refuses each. Uses {@code
 * method}. Must not read a body twice, nor answer calls that the path answers.
 */
package io.patchbay.protocol.front;
