/**
 * A listener that Maven loads for {@code patchbay dev}, in Maven's own process. The listener reports the parameters of
 * the compilation. The package uses only Maven. The package must not change a build.
 */
package io.patchbay.cli.maven;
