/**
 * Walks through the files below a folder and finds names and lines. The time is proportional to the number of bytes
 * that are read. The package uses {@code tree} and {@code text}. The package must not change a file, and must report
 * each file that it leaves out.
 */
package io.patchbay.connectors.files.search;
