/**
 * The tools and the resource template that clients see: one class each, with its input, output and messages. Uses
 * {@code text}, {@code tree}, {@code search} and {@code edit}. Must open files through {@code tree} only, and change
 * them through {@code edit} only.
 */
package io.patchbay.connectors.files.tool;
