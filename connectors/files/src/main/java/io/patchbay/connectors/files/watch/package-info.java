/**
 * Detects changes on disk while clients listen. Also detects roots that cannot be read. The package uses {@code tree}.
 * The package must not keep a thread while no client listens, and must not occupy a thread that a call needs.
 */
package io.patchbay.connectors.files.watch;
