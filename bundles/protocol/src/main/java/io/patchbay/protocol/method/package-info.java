/**
 * The methods of MCP, with one class for each method. A method defines the subject of a request and the format of its
 * result. Uses {@code call} and the packages below it. Must not look up an entry, check a schema or ask policy, because
 * the path of {@code call} does these steps.
 */
package io.patchbay.protocol.method;
