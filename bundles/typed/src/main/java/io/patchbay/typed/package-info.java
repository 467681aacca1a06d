/**
 * Provides tools whose inputs and outputs are records. {@link io.patchbay.typed.TypedTool} makes a tool from a record
 * and a method. {@link io.patchbay.typed.Shape} provides the schema of a record and converts the record. A Java type
 * cannot express all facts of a schema, so annotations add the other facts.
 */
@Export
@Version("1.2.0")
package io.patchbay.typed;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
