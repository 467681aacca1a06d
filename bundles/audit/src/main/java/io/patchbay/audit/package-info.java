/**
 * What was called, by whom, and how it came out: an append-only trail of JSON lines, each holding the hash of the one before.
 * Calls leave their lines in a queue; one thread chains them, writes them and makes them durable, many at a time.
 */
package io.patchbay.audit;
