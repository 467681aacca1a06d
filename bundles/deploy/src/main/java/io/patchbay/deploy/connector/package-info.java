/**
 * The connectors' folder: takes each file in, swaps versions while calls run, falls back to what was good, and
 * answers the {@code connectors} commands. Uses {@code bundle} and all rooms below. Must not touch the framework
 * except through {@code bundle}, and must not let one file's failure reach another file.
 */
package io.patchbay.deploy.connector;
