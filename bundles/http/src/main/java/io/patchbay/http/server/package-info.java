/**
 * Opens the port, limits the TCP connections, and notices clients that disconnect. The package uses Jetty and {@code settings}. The
 * package must not know the content of a request. The package knows a request only as a {@code ServedRequest}.
 */
package io.patchbay.http.server;
