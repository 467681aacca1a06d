/**
 * Writes results in the format of each revision. This is the only package that knows how revisions differ on the wire.
 * The package uses {@code json} and {@code rpc}. The package decides in which format data is sent, but must not decide
 * which data is sent.
 */
package io.patchbay.protocol.wire;
