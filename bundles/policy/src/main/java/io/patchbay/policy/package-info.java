/** Decides by the scopes of a key which entries a caller may see, and by the settings which writes are allowed. */
package io.patchbay.policy;
