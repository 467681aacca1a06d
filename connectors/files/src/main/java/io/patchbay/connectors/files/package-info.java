/**
 * The files connector: folders of files as resources, with tools to read and to change them. It is also the
 * example of a large connector. This package is the roof: the component that puts the rooms together.
 *
 * <p>The rooms, from the ground up; each uses the rooms before it and none after it. Only this package imports
 * {@code org.osgi}:
 *
 * <ol>
 *   <li>{@code text}: the bytes of a file as text
 *   <li>{@code tree}: the one way from a path to a file
 *   <li>{@code search}: finds files and lines
 *   <li>{@code edit}: changes files
 *   <li>{@code tool}: the tools and resources that clients see
 *   <li>{@code watch}: notices changes on disk
 * </ol>
 */
package io.patchbay.connectors.files;
