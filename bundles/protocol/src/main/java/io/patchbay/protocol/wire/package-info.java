/**
 * Writes results in the format of each revision. The only package that knows how revisions differ on the wire. Uses {@code json}
 * and {@code rpc}. Must not decide what is sent, only how.
 */
package io.patchbay.protocol.wire;
