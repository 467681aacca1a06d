/**
 * Changes files: each change is prepared beside the file and takes effect in one step, or not at all. Uses {@code
 * search}, {@code tree} and {@code text}. Must not replace a file that has changed since the caller read it.
 */
package io.patchbay.connectors.files.edit;
