/**
 * A listener that {@code patchbay dev} has Maven load, in Maven's own process: it reports how the project is
 * compiled. Uses Maven only. Must not change a build.
 */
package io.patchbay.cli.maven;
