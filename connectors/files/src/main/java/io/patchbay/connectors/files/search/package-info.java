/**
 * Walks below a folder and finds names and lines, in time proportional to what it looks at. Uses {@code tree} and
 * {@code text}. Must not change a file, nor leave something out without saying so.
 */
package io.patchbay.connectors.files.search;
