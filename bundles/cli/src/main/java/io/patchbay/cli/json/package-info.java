/**
 * Reads and writes JSON as maps, lists and plain values of the JDK. The package uses only the JDK. The package must not
 * know the meaning of a message.
 */
package io.patchbay.cli.json;
