/**
 * Identifies callers: by API keys, each in its own settings file, and anonymous callers on the loopback address if an operator allows
 * them.
 */
package io.patchbay.identity;
