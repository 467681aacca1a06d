/**
 * May they: what a key's scopes let its caller see, and which writes an operator allows.
 */
package io.patchbay.policy;
