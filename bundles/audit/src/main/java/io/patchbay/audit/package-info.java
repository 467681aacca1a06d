/**
 * The audit trail is an append-only file of JSON lines about calls, their callers and outcomes. Each line contains the hash of the
 * previous line. Calls add their lines to a queue. One thread chains the lines, writes many lines at a time and makes the lines
 * durable.
 */
package io.patchbay.audit;
