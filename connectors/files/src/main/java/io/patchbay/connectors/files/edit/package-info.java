/**
 * Changes files. Each change is prepared beside the file and takes effect in one step, or not at all. The package uses
 * {@code search}, {@code tree} and {@code text}. The package must not replace a file that has changed since the caller
 * read it.
 */
package io.patchbay.connectors.files.edit;
