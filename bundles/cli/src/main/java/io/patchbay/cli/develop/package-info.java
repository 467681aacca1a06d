/** For those who write connectors: a project to begin with, and builds that follow each save. */
package io.patchbay.cli.develop;
