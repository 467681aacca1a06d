/**
 * Supports tests of connectors. {@link io.patchbay.testing.TestingCallContext} replaces the server in a test of one method.
 * {@link io.patchbay.testing.ConnectorHarness} runs a connector behind the real protocol, without OSGi and HTTP.
 */
@Export
@Version("1.3.0")
package io.patchbay.testing;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
