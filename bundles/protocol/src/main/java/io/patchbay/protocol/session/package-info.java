/**
 * Sessions of the handshake revisions and their streams, which outlive a connection. The package uses {@code rpc} and
 * {@code wire}. The package must not know how a call runs, and knows calls only as {@code Running}.
 */
package io.patchbay.protocol.session;
