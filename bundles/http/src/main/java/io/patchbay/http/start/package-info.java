/**
 * Puts the HTTP server together, reads its settings, and runs it in OSGi; the only room that imports {@code
 * org.osgi}. Uses all other rooms. Must not serve a request itself.
 */
package io.patchbay.http.start;
