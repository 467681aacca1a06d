/**
 * The public part of the protocol, used by {@code http} and by tests of connectors. A {@link io.patchbay.protocol.Dispatcher}
 * answers one {@link io.patchbay.protocol.Exchange}, through the one governed path of a call.
 *
 * <p>The internal packages, lowest first; each uses only those above it in this list:
 *
 * <ol>
 *   <li>{@code limit}: shares per caller, rates, slots
 *   <li>{@code json}, {@code rpc}, {@code seal}: the parts of a message
 *   <li>{@code wire}, {@code schema}: the format of each revision, and validation against schemas
 *   <li>{@code catalog}, {@code view}: what is registered, and what a caller sees of it
 *   <li>{@code session}: the sessions and streams of the handshake revisions
 *   <li>{@code call}, {@code ask}, {@code task}: the path of a call, questions to its client, calls that become tasks
 *   <li>{@code method}: the methods of MCP
 *   <li>{@code front}: classifies incoming messages
 *   <li>{@code start}: assembles and starts the protocol
 * </ol>
 */
@Export
@Version("1.2.0")
package io.patchbay.protocol;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
