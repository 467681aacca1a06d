/**
 * What one caller sees of the catalog, in pages; the only room that asks {@code CallPolicy.visible}. Uses {@code
 * catalog} and {@code seal}. Must not tell apart what is hidden and what does not exist.
 */
package io.patchbay.protocol.view;
