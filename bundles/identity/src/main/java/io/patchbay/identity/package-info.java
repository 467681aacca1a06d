/**
 * Who is calling: API keys from configuration, each one file, and anonymous callers on the loopback where an operator allows them.
 */
package io.patchbay.identity;
