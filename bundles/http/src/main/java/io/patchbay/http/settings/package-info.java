/**
 * Provides the settings of the HTTP server as a checked, immutable snapshot. The package uses {@code tls}. The package must not read a
 * file or ask a name server, and must not know the source of the settings.
 */
package io.patchbay.http.settings;
