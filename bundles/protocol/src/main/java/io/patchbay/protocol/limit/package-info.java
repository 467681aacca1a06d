/**
 * Limits the load of the server with shares per caller, rates, slots and the carriers of virtual threads. Contains the
 * timer thread. The package must not know the calls and connectors that it limits.
 */
package io.patchbay.protocol.limit;
