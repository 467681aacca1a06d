/**
 * Contains all registered tools, resources, templates and prompts by wire name, and the leases that keep entries while calls
 * use them. Uses {@code wire} and {@code schema}. Must not know calls, callers or sessions.
 */
package io.patchbay.protocol.catalog;
