/**
 * Deploys each file of the connectors' folder, replaces versions while calls run, falls back to the last good version, and runs the
 * {@code connectors} commands. The package uses {@code bundle} and all rooms below. The package must use the framework only through
 * {@code bundle}. The failure of one file must not affect another file.
 */
package io.patchbay.deploy.connector;
