/**
 * Reads and writes JSON as maps, lists and plain values of the JDK. Uses the JDK only. Must not know what a
 * message means.
 */
package io.patchbay.cli.json;
