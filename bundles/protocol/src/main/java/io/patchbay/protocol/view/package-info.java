/**
 * Contains the part of the catalog that one caller sees, in pages. This is the only package that calls
 * {@code CallPolicy.visible}. The package uses {@code catalog} and {@code seal}. The package must not distinguish
 * hidden entries from entries that do not exist.
 */
package io.patchbay.protocol.view;
