/**
 * Contains all registered tools, resources, templates and prompts by wire name, and the leases that keep an entry while
 * calls use the entry. The package uses {@code wire} and {@code schema}. The package must not know calls, callers or
 * sessions.
 */
package io.patchbay.protocol.catalog;
