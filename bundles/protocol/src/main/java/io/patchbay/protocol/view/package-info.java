/**
 * The part of the catalog that one caller sees, in pages. This is the only package that calls {@code CallPolicy.visible}. Uses
 * {@code catalog} and {@code seal}. Must not distinguish hidden entries from entries that do not exist.
 */
package io.patchbay.protocol.view;
