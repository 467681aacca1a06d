/**
 * For developers of connectors: the template of a new project, a build after every save, and the server's report on the
 * result. Uses {@code channel}. Must not replace a jar in a deploy folder with a build that failed.
 */
package io.patchbay.cli.develop;
