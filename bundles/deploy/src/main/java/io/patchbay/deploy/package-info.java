/**
 * The two watched folders: the files in {@code config/} are the settings in force, the jars in {@code deploy/} are
 * the connectors that run. This package is the roof: the components that Declarative Services creates, each of
 * which only puts together what the rooms below offer.
 *
 * <p>The rooms, from the ground up; each uses the rooms before it and none after it. Only {@code configadmin},
 * {@code bundle} and this package import {@code org.osgi}:
 *
 * <ol>
 *   <li>{@code file}: files and the words about them
 *   <li>{@code watch}: notices changes in a folder
 *   <li>{@code configadmin}: ConfigurationAdmin, and what bundles say about their settings
 *   <li>{@code settings}: reads, judges and applies the settings files
 *   <li>{@code bundle}: turns one jar into one running bundle
 *   <li>{@code connector}: follows the connectors' folder
 * </ol>
 */
package io.patchbay.deploy;
