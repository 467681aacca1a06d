/**
 * Records as the inputs and outputs of tools: {@link io.patchbay.typed.TypedTool} makes a tool of a record and a method,
 * {@link io.patchbay.typed.Shape} the schema of a record and the conversion. The annotations say to a schema what a Java type
 * cannot.
 */
@Export
@Version("1.2.0")
package io.patchbay.typed;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
