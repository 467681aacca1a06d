/**
 * Notices changes on disk while clients listen, and roots that cannot be read. Uses {@code tree}. Must not keep a
 * thread for changes that nobody listens to, nor hold one that a call needs.
 */
package io.patchbay.connectors.files.watch;
