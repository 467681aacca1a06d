/**
 * Asks the client's side while a call waits: in the modern era with a sealed state, in the handshake revisions on the
 * stream of the call. Uses {@code call} and {@code session}. Must not hold a thread, a lease or a slot while the client
 * thinks.
 */
package io.patchbay.protocol.ask;
