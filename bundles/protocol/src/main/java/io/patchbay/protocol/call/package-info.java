/**
 * The one path of every call: on record, found, checked, decided, run, answered; read {@code CallPath} first. The
 * only room that asks {@code CallPolicy.decide} and opens the audit trail. Uses all rooms below. Must not know a
 * method's name or a task's store.
 */
package io.patchbay.protocol.call;
