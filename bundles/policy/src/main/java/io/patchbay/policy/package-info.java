/**
 * Decides what callers may see, by what their keys are narrowed to, and which writes are allowed, by the settings.
 */
package io.patchbay.policy;
