/**
 * Files: written so that they survive a crash, kept by digest, told apart without reading them; and plain words
 * for what the disk or an exception says. Uses the JDK. Must not know what a file is for: no setting, no bundle,
 * no connector.
 */
package io.patchbay.deploy.file;
