/**
 * The two watched folders: the files in {@code config/} are the settings in force, the jars in {@code deploy/} are
 * the connectors that run. This package holds the components that Declarative Services creates. Each component only
 * wires classes of the rooms below.
 *
 * <p>The rooms, from the ground up; each uses the rooms before it and none after it. Only {@code configadmin},
 * {@code bundle} and this package import {@code org.osgi}:
 *
 * <ol>
 *   <li>{@code file}: durable files, and messages about files
 *   <li>{@code watch}: notices changes in a folder
 *   <li>{@code configadmin}: ConfigurationAdmin, and the settings that bundles describe
 *   <li>{@code settings}: reads, judges and applies the settings files
 *   <li>{@code bundle}: turns one jar into one running bundle
 *   <li>{@code connector}: deploys the files of the connectors' folder
 * </ol>
 */
package io.patchbay.deploy;
