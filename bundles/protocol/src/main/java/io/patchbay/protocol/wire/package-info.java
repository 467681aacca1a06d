/**
 * Writes results as each revision has them; the only room that knows how one revision differs from another on the
 * wire. Uses {@code json} and {@code rpc}. Must not decide what is sent, only how.
 */
package io.patchbay.protocol.wire;
