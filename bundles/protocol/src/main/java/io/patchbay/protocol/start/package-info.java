/**
 * Puts the protocol together, in OSGi and, for tests of connectors, without; the only room that imports {@code
 * org.osgi}. Uses all other rooms. Must not hold logic: what it wires can be tested without it.
 */
package io.patchbay.protocol.start;
