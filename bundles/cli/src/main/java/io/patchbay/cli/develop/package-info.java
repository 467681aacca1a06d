/**
 * The help for developers of connectors: the template of a new project, a build after every save, and the server's
 * report on the result. The package uses {@code channel}. If a build fails, the package must not replace the jar in the
 * deploy folder.
 */
package io.patchbay.cli.develop;
