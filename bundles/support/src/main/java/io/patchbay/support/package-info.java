/**
 * Small helpers that several bundles need and that are easy to get wrong: crash-safe files, text that is safe to print, the words for
 * failures of the file system. Uses the JDK only and keeps no state. Each bundle embeds its own copy, so that no bundle depends on
 * another because of a helper.
 */
package io.patchbay.support;
