/**
 * Validates arguments and results against JSON Schema, in bounded time and exactly for every JSON number. The only package that
 * imports the schema library. Uses {@code json}. Must not throw for invalid values: violations are return values.
 */
package io.patchbay.protocol.schema;
