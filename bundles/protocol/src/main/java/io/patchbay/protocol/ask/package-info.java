/**
 * Asks the client's side for input while a call waits. The modern era uses a sealed state, and the legacy era uses the
 * stream of the call. Uses {@code call} and {@code session}. Must not hold a thread, a lease or a slot while the client
 * prepares its answer.
 */
package io.patchbay.protocol.ask;
