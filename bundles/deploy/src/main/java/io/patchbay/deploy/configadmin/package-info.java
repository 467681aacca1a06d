/**
 * Accesses ConfigurationAdmin and the bundles' descriptions of their settings. Of all sub-packages, only {@code
 * configadmin} and {@code bundle} import {@code org.osgi}. The package uses the sub-package {@code file}. The package
 * must not read a settings file or show the value of a secret.
 */
package io.patchbay.deploy.configadmin;
