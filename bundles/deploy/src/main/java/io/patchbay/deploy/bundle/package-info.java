/**
 * Turns one jar into one running bundle: checks its content, signature and imports, installs it into a slot and
 * starts it. Deals with the framework, so it imports {@code org.osgi}. Uses {@code file}, {@code watch} and
 * {@code configadmin}. Must not know which file a version replaces, nor publish anything itself.
 */
package io.patchbay.deploy.bundle;
