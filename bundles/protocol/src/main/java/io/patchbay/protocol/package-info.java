/**
 * The public part of the protocol, used by {@code http} and by tests of connectors. A {@link io.patchbay.protocol.Dispatcher}
 * answers an {@link io.patchbay.protocol.Exchange}. Every call takes the same path through policy and the audit trail.
 *
 * <p>This list names the internal packages, lowest first. A package uses only the packages above it in this list:
 *
 * <ol>
 *   <li>{@code limit}: shares per caller, rates, slots
 *   <li>{@code json}, {@code rpc}, {@code seal}: the parts of a message
 *   <li>{@code wire}, {@code schema}: the format of each revision, and validation against schemas
 *   <li>{@code catalog}, {@code view}: the registered entries, and the part of them that a caller sees
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
