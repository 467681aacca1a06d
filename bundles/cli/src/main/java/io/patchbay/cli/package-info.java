/** The {@code patchbay} command: speaks to a running server over the control channel in its data folder. */
package io.patchbay.cli;
