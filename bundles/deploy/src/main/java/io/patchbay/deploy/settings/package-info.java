/**
 * Reads, judges and applies the files of the settings folder, and keeps the last good version of each file. The package
 * also contains the commands that begin with {@code config}. The package uses the sub-packages {@code configadmin},
 * {@code watch} and {@code file}. The package must not put settings in force before it has judged them. The package
 * writes to a file only if an operator asked for the change.
 */
package io.patchbay.deploy.settings;
