/**
 * Detects changed files in a folder, waits until the files are completely written, and reports the files to one
 * listener. The package uses the sub-package {@code file}. The package must not open a file. If a folder cannot be
 * read, the package must not report the files of the folder as deleted.
 */
package io.patchbay.deploy.watch;
