/**
 * The files connector serves folders of files as resources, and has tools to read and to change the files. The
 * connector is also the example of a large connector. This package contains the component that connects the other
 * packages.
 *
 * <p>Only this package imports {@code org.osgi}. Each package uses only packages before it in this list:
 *
 * <ol>
 *   <li>{@code text}: the bytes of a file as text
 *   <li>{@code tree}: opens the file at a path
 *   <li>{@code search}: finds files and lines
 *   <li>{@code edit}: changes files
 *   <li>{@code tool}: the tools and resources that clients see
 *   <li>{@code watch}: detects changes on disk
 * </ol>
 */
package io.patchbay.connectors.files;
