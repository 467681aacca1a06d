/**
 * For people who write connectors: the template of a new project, builds at every save, and what the server says
 * of the result. Uses {@code channel}. Must not replace a jar in a deploy folder with a build that failed.
 */
package io.patchbay.cli.develop;
