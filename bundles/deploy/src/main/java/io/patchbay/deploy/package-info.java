/**
 * Watches two folders: {@code config/} contains the settings, and {@code deploy/} contains the connectors. This package
 * contains the components that Declarative Services creates. Each component only connects classes of the sub-packages,
 * which are called rooms.
 *
 * <p>Each room uses only the rooms before it in the following list. Only this package and the rooms {@code configadmin}
 * and {@code bundle} import {@code org.osgi}.
 *
 * <ol>
 *   <li>{@code file} writes durable files, and makes messages about files
 *   <li>{@code watch} detects changes in a folder
 *   <li>{@code configadmin} accesses ConfigurationAdmin, and the settings that bundles describe
 *   <li>{@code settings} reads, judges and applies the settings files
 *   <li>{@code bundle} turns one jar into one running bundle
 *   <li>{@code connector} deploys the files of the connectors' folder
 * </ol>
 */
package io.patchbay.deploy;
