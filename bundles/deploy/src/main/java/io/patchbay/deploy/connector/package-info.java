/**
 * The connectors' folder: deploys each file, replaces versions while calls run, falls back to the last good version,
 * and runs the {@code connectors} commands. Uses {@code bundle} and all rooms below. Must not use the framework
 * except through {@code bundle}, and must not let the failure of one file affect another file.
 */
package io.patchbay.deploy.connector;
