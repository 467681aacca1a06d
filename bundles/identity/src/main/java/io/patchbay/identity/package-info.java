/**
 * Identifies callers by API keys. Each key has its own settings file. If an operator allows it, requests from the loopback address
 * without a key get the anonymous caller.
 */
package io.patchbay.identity;
