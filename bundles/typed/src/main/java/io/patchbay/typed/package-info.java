/**
 * Records as the inputs and outputs of tools. {@link io.patchbay.typed.TypedTool} makes a tool from a record and a method, and
 * {@link io.patchbay.typed.Shape} provides the schema of a record and its conversion. The annotations add to the schema what a Java
 * type cannot express.
 */
@Export
@Version("1.2.0")
package io.patchbay.typed;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
