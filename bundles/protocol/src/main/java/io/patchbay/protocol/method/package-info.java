/**
 * The methods of MCP, with one class for each method. A method defines the subject of a request and the format of its
 * result. The package uses {@code call} and the packages below {@code call}. The package must not look up an entry, check a
 * schema or ask policy, because the path of {@code call} does these steps.
 */
package io.patchbay.protocol.method;
