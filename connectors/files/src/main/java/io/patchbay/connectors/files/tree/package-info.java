/**
 * The roots and everything below them. Only this package opens the file at a path: folder by folder, by handles, on
 * threads that a call can abandon. Uses {@code text}. Must not follow a path that leaves its root, nor show a name that
 * the settings hide.
 */
package io.patchbay.connectors.files.tree;
