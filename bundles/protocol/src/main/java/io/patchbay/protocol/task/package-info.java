/**
 * Calls that continue as tasks. Tasks are stored, and only their caller can read, answer or cancel them. Uses
 * {@code call} and {@code ask}. Must run rounds only through the path of {@code call}.
 */
package io.patchbay.protocol.task;
