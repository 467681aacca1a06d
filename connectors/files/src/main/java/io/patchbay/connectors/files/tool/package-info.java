/**
 * The tools and the resource template that clients see: one class each, with its input, its output and its texts.
 * Uses all rooms below. Must not open a file other than through {@code tree}, nor change one other than through
 * {@code edit}.
 */
package io.patchbay.connectors.files.tool;
