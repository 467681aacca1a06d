/**
 * Contains the only path of every call: record, find, check, decide, run, answer. Start with {@code CallPath}. Only
 * this room asks {@code CallPolicy.decide} and opens the audit trail. Uses all rooms below. Must not know the names of
 * methods or the store of tasks.
 */
package io.patchbay.protocol.call;
