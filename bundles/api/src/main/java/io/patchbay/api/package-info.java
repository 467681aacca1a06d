/**
 * The contract for connectors: a connector implements {@link io.patchbay.api.Tool}, {@link io.patchbay.api.Resource},
 * {@link io.patchbay.api.ResourceTemplate}, {@link io.patchbay.api.Prompt} or {@link io.patchbay.api.Connector}, registers it
 * as an OSGi service, and agents see it behind {@code /mcp}, in every revision of the protocol.
 *
 * <p>Nothing here is null: what may be missing is an {@link java.util.Optional}, what may be none is an empty collection.
 * Everything handed over is immutable. The only dependency is the JDK.
 *
 * <p>While a connector is updated, its old and its new version run side by side for a moment: calls that started in the old one
 * end there. Two versions therefore must not both insist on one exclusive resource.
 */
@Export
@Version("1.4.0")
package io.patchbay.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
