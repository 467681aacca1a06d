/**
 * For tests of connectors. {@link io.patchbay.testing.TestingCallContext} stands in for the server when one method is tested by
 * itself; {@link io.patchbay.testing.ConnectorHarness} runs a connector behind the real protocol, without OSGi and HTTP.
 */
@Export
@Version("1.3.0")
package io.patchbay.testing;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
