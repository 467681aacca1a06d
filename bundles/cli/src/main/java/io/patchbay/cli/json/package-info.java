/** JSON, read and written without a library, so that the command starts quickly. */
package io.patchbay.cli.json;
