/**
 * Contains the calls that continue as tasks. Tasks are stored, and only their caller can read, answer or cancel them.
 * The package uses {@code call} and {@code ask}. The package must run rounds only through the path of {@code call}.
 */
package io.patchbay.protocol.task;
