/**
 * Wires the protocol, in OSGi and, for tests of connectors, without it; the only room that imports {@code org.osgi}.
 * Uses all other rooms. Must not hold logic: the wired parts can be tested without it.
 */
package io.patchbay.protocol.start;
