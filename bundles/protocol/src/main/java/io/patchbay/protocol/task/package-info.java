/**
 * Calls that continue as tasks: stored, and read, answered and cancelled by their caller only. Uses {@code call} and
 * {@code ask}. Must run rounds only through the path of {@code call}.
 */
package io.patchbay.protocol.task;
