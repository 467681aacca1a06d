/**
 * Small helpers that several bundles need and that are easy to get wrong. Examples are crash-safe files, text that is safe to
 * print, and the words for failures of the file system. The package uses only the JDK and keeps no state. Each bundle embeds its
 * own copy, so that no bundle depends on another bundle because of a helper.
 */
package io.patchbay.support;
