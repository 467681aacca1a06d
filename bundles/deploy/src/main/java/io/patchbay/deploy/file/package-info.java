/**
 * Writes files durably, keeps versions of files by digest, detects changes without reading the files, and describes failures in
 * plain words. The package uses only the JDK. The package must not know the purpose of a file, for example whether a file contains
 * settings or a connector.
 */
package io.patchbay.deploy.file;
