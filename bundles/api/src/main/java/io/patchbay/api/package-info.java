/**
 * The contract for connectors. A connector registers OSGi services that implement {@link io.patchbay.api.Tool},
 * {@link io.patchbay.api.Resource}, {@link io.patchbay.api.ResourceTemplate}, {@link io.patchbay.api.Prompt} or
 * {@link io.patchbay.api.Connector}. The server publishes these services at {@code /mcp} in every revision of the
 * protocol.
 *
 * <p>Parameters and return values are never null. A value that may be missing is an {@link java.util.Optional}, and a collection
 * may be empty. All value types are immutable. The package depends on the JDK only.
 *
 * <p>During an update, two versions of a connector run at the same time until the calls in the old version have ended.
 * Therefore two versions of a connector must not need the same exclusive resource.
 */
@Export
@Version("1.4.0")
package io.patchbay.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
