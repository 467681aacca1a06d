/**
 * Walks through the files below a folder and finds names and lines, in time proportional to the bytes that it reads.
 * The package uses {@code tree} and {@code text}. The package must not change a file, and must report each file that it
 * leaves out.
 */
package io.patchbay.connectors.files.search;
