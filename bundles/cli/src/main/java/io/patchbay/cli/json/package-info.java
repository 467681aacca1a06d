/**
 * Reads and writes JSON as maps, lists and plain values of the JDK. Uses the JDK only. Must not know the meaning of a message.
 */
package io.patchbay.cli.json;
