/**
 * Limits the load of the server with shares per caller, rates, slots and the carriers of virtual threads. Contains the timer
 * thread. Uses the JDK. Must not know the limited calls and connectors.
 */
package io.patchbay.protocol.limit;
