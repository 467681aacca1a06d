/**
 * Validates arguments and results against JSON Schema, in bounded time and exactly for every JSON number; the only
 * room that imports the schema library. Uses {@code json}. Must not throw for what a client sent: violations are
 * values.
 */
package io.patchbay.protocol.schema;
