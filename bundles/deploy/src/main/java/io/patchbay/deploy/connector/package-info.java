/**
 * Deploys each file of the connectors' folder, replaces versions while calls run, and falls back to the last good
 * version. The package also contains the commands that begin with {@code connectors}. The package uses the sub-package
 * {@code bundle} and all sub-packages that {@code bundle} uses. The package must use the framework only through the
 * sub-package {@code bundle}. The failure of one file must not affect another file.
 */
package io.patchbay.deploy.connector;
