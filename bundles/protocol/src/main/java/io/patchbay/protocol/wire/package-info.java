/**
 * Writes results in the format of each revision. This is the only package that knows how revisions differ on the wire. The
 * package uses {@code json} and {@code rpc}. The package must not decide which data is sent, only in which format.
 */
package io.patchbay.protocol.wire;
