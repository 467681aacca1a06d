/**
 * The tools and the resource template that clients see. Each of them has its own class, which also contains the input,
 * output and messages. The package uses {@code text}, {@code tree}, {@code search} and {@code edit}. The package must
 * open files only through {@code tree}, and must change files only through {@code edit}.
 */
package io.patchbay.connectors.files.tool;
