/**
 * Supports developers of connectors. The package contains the template of a new project, the build after every save,
 * and the wait for the server's report. The package uses {@code channel}. If a build fails, the package must not
 * replace the jar in the deploy folder.
 */
package io.patchbay.cli.develop;
