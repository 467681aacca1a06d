/**
 * Sessions of the handshake revisions and their streams, which outlive a connection. Uses {@code rpc} and {@code wire}. Must not
 * know how a call runs, and knows calls only as {@code Running}.
 */
package io.patchbay.protocol.session;
