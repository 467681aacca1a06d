/**
 * The roots and all files and folders below them. Only this package opens the file at a path. The package opens one
 * folder after the other through handles. These steps run on threads that a call can abandon. The package uses {@code
 * text}. The package must not follow a path that leaves its root, and must not show a name that the settings hide.
 */
package io.patchbay.connectors.files.tree;
