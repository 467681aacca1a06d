/**
 * Turns one jar into one running bundle. The package checks the content, signature and imports of a jar, installs the
 * jar into a slot and starts the bundle. The package imports {@code org.osgi}, and uses the sub-packages {@code file},
 * {@code watch} and {@code configadmin}. The package must not know which file a version replaces, and must not publish
 * anything itself.
 */
package io.patchbay.deploy.bundle;
