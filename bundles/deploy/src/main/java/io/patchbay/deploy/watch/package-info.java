/**
 * Detects changed files in a folder, waits until they are completely written, and reports them to one listener. Uses
 * {@code file}. Must not open a file, and must not report a file as deleted because its folder cannot be read.
 */
package io.patchbay.deploy.watch;
