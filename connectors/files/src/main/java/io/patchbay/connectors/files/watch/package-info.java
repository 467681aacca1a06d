/**
 * Detects changes on disk while clients listen, and roots that cannot be read. Uses {@code tree}. Must not keep a
 * thread while no client listens, nor occupy one that a call needs.
 */
package io.patchbay.connectors.files.watch;
