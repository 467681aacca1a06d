/**
 * Bytes as text: encodings, lines, line ends, differences, media types. Uses the JDK and the connector API. Must
 * not open a file or know a path: callers pass bytes or an open channel.
 */
package io.patchbay.connectors.files.text;
