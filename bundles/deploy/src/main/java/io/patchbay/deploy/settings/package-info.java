/**
 * Reads, judges and applies the files of the settings folder, keeps the last good version of each file, and runs the {@code config}
 * commands. The package uses {@code configadmin}, {@code watch} and {@code file}. The package must not put settings in force before
 * it has judged them. The package writes to a file only if an operator asked for the change.
 */
package io.patchbay.deploy.settings;
