/**
 * Accesses ConfigurationAdmin and the bundles' descriptions of their settings. One of the two rooms that import
 * {@code org.osgi}. Uses {@code file}. Must not read a settings file, nor show the value of a secret.
 */
package io.patchbay.deploy.configadmin;
