/**
 * Identifies callers by API keys. Each key has its own settings file. If an operator allows it, requests without a key from the
 * loopback address have the anonymous caller.
 */
package io.patchbay.identity;
