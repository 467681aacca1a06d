/**
 * The settings folder: reads, judges and applies its files, keeps the last good version of each, and runs the
 * {@code config} commands. Uses {@code configadmin}, {@code watch} and {@code file}. Must not put settings in
 * force that were not judged, nor write to a file that an operator did not ask to change.
 */
package io.patchbay.deploy.settings;
