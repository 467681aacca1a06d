/**
 * Asks the client for input while a call waits. In the modern era, the client keeps a sealed state between the rounds.
 * In the legacy era, the questions are sent on the stream of the call. The package uses {@code call} and
 * {@code session}. The package must not hold a thread, a lease or a slot while the client prepares its answer.
 */
package io.patchbay.protocol.ask;
