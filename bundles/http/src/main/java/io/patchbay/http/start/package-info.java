/**
 * Puts the HTTP server together, reads its settings, and runs the server in OSGi. Only this package imports {@code org.osgi}. The
 * package uses all other packages of the server. The package must not serve a request itself.
 */
package io.patchbay.http.start;
