/** The local control channel: what the {@code patchbay} command speaks to. */
package io.patchbay.admin;
