/**
 * Provides tools whose inputs and outputs are records. {@link io.patchbay.typed.TypedTool} makes a tool from a record and a method.
 * {@link io.patchbay.typed.Shape} provides the schema of a record and converts the record. The annotations add facts to the schema
 * that a Java type cannot express.
 */
@Export
@Version("1.2.0")
package io.patchbay.typed;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
