/** What {@code patchbay dev} has Maven run inside a build: a listener that notes how Maven compiles. Uses Maven's own classes and nothing of ours. */
package io.patchbay.cli.maven;
