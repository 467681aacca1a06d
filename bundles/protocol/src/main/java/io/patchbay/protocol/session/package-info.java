/**
 * Contains the sessions of the handshake revisions, and the streams of these sessions. A stream outlives its
 * connection. The package uses {@code rpc} and {@code wire}. The package must not know how a call runs, and knows calls
 * only as {@code Running}.
 */
package io.patchbay.protocol.session;
