/**
 * Reads bytes as text, with encodings, lines, line ends, differences and media types. The package uses the JDK and the
 * connector API. The package must not open a file or know a path, because callers pass bytes or an open channel.
 */
package io.patchbay.connectors.files.text;
