/**
 * Decides what callers may see, by the scopes of their keys, and which writes are allowed, by the settings.
 */
package io.patchbay.policy;
