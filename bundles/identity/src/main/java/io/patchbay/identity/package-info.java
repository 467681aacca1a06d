/**
 * Identifies callers by API keys. Each key has its own settings file. If an operator allows anonymous calls, a request
 * without a key from the loopback address is a call of the anonymous caller.
 */
package io.patchbay.identity;
