/**
 * The settings of the HTTP server as one checked, immutable snapshot. Uses {@code tls}. Must not read a file or
 * ask a name server, and must not know how the settings were given.
 */
package io.patchbay.http.settings;
