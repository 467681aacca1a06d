/**
 * All tools, resources, templates and prompts that are registered now, by their names on the wire, and the leases
 * that keep them while they are used. Uses {@code wire} and {@code schema}. Must not know calls, callers or sessions.
 */
package io.patchbay.protocol.catalog;
