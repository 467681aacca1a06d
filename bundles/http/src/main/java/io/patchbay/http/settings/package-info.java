/**
 * The settings of the HTTP server as one checked, immutable snapshot. Uses {@code tls}. Must not read a file or
 * ask a name server, and must not know where the settings come from.
 */
package io.patchbay.http.settings;
