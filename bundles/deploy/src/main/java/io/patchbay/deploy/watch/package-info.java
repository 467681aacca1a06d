/**
 * Notices which files of a folder have changed and come to rest, and tells one listener. Uses {@code file}. Must
 * not open a file, and must not report a file as gone because its folder cannot be read.
 */
package io.patchbay.deploy.watch;
