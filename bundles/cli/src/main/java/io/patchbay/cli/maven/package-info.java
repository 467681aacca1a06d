/**
 * A listener that Maven loads for {@code patchbay dev}, in Maven's own process. It reports the parameters of the
 * compilation. Uses Maven only. Must not change a build.
 */
package io.patchbay.cli.maven;
