/**
 * Walks through the files below a folder and finds names and lines, in time proportional to the bytes it reads. Uses
 * {@code tree} and {@code text}. Must not change a file, nor leave out a file without reporting it.
 */
package io.patchbay.connectors.files.search;
