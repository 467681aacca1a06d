/**
 * What one caller sees of the catalog, in pages. The only package that calls {@code CallPolicy.visible}. Uses {@code catalog} and
 * {@code seal}. Must not distinguish hidden entries from entries that do not exist.
 */
package io.patchbay.protocol.view;
