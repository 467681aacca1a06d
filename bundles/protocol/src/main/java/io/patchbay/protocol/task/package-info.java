/**
 * Calls that continue as tasks: kept, read, answered and cancelled by their caller only. Uses {@code call} and {@code
 * ask}. Must not run a round but through the path of {@code call}.
 */
package io.patchbay.protocol.task;
