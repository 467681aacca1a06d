/**
 * Files: writes them durably, keeps versions by digest, detects changes without reading, and describes failures in
 * plain words. Uses only the JDK. Must not know the purpose of a file: no setting, no bundle, no connector.
 */
package io.patchbay.deploy.file;
