/**
 * Validates arguments and results against JSON Schema, in bounded time and exactly for every JSON number. This is the only package
 * that imports the schema library. The package uses {@code json}. The package must not throw exceptions for invalid values, because
 * violations are return values.
 */
package io.patchbay.protocol.schema;
