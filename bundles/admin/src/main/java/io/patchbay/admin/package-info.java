/** The local control channel, which the {@code patchbay} command connects to. */
package io.patchbay.admin;
