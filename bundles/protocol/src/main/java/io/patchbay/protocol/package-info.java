/**
 * The door of the protocol: what {@code http} and the tests of connectors use. A {@link io.patchbay.protocol.Dispatcher} takes one
 * {@link io.patchbay.protocol.Exchange} and answers it through the one governed path of a call.
 *
 * <p>The rooms behind it, from the ground up; each uses the rooms before it and none after it:
 *
 * <ol>
 *   <li>{@code limit}: shares per caller, rates, slots
 *   <li>{@code json}, {@code rpc}, {@code seal}: what a message is made of
 *   <li>{@code wire}, {@code schema}: how a revision writes, and what a schema accepts
 *   <li>{@code catalog}, {@code view}: what is registered, and what a caller sees of it
 *   <li>{@code session}: the sessions and streams of the handshake revisions
 *   <li>{@code call}, {@code ask}, {@code task}: the path of a call, questions to its client, calls that become tasks
 *   <li>{@code method}: the methods of MCP
 *   <li>{@code front}: sorts what came in
 *   <li>{@code start}: puts it together
 * </ol>
 */
@Export
@Version("1.2.0")
package io.patchbay.protocol;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
