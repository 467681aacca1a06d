/**
 * The open port and its TCP connections: opens the port, limits the connections, notices clients that disconnect.
 * Uses Jetty and {@code settings}. Must not know what a request asks for: it holds a request only as {@code
 * ServedRequest}.
 */
package io.patchbay.http.server;
