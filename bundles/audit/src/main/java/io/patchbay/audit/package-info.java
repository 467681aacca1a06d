/**
 * The audit trail: an append-only file of JSON lines about calls, their callers and outcomes. Each line contains the hash of the previous
 * line. Calls add their lines to a queue. One thread chains the lines, writes them and makes them durable, many at a time.
 */
package io.patchbay.audit;
