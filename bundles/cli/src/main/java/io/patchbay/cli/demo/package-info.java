/** The demonstration: a connector comes, changes and goes under the eyes of its clients. */
package io.patchbay.cli.demo;
