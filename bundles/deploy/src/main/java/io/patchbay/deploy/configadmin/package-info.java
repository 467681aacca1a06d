/**
 * Speaks to ConfigurationAdmin and to the bundles' descriptions of their settings; one of the two rooms that
 * import {@code org.osgi}. Uses {@code file}. Must not read a settings file, nor show the value of a secret.
 */
package io.patchbay.deploy.configadmin;
