/**
 * Keeps load within bounds: shares per caller, rates, slots, the carriers of virtual threads, and the timer thread. Uses the JDK.
 * Must not know what it limits.
 */
package io.patchbay.protocol.limit;
