/** The bridge for clients that only speak stdio: one message a line here, HTTP there. */
package io.patchbay.cli.stdio;
