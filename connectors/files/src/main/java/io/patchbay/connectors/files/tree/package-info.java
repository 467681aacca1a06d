/**
 * The roots and everything below them: the one way from a path to a file. Folders are opened step by step by their
 * handles, on threads that a call can give up. Uses {@code text}. Must not follow a path that leaves its root, nor
 * show a name that settings hide.
 */
package io.patchbay.connectors.files.tree;
