/**
 * One jar becomes one running bundle: its content, signature and imports are checked, then it is installed into a
 * slot and started. The room that deals with the framework, so it imports {@code org.osgi}. Uses {@code file},
 * {@code watch} and {@code configadmin}. Must not know which file a version follows, nor publish anything itself.
 */
package io.patchbay.deploy.bundle;
