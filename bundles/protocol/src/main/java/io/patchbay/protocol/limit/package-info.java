/**
 * What keeps load within bounds: shares per caller, rates, slots, the threads that carry virtual ones, the thread that watches time.
 * Uses the JDK. Must not know what it bounds.
 */
package io.patchbay.protocol.limit;
