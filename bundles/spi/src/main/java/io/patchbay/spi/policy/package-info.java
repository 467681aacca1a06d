/** Defines policy. {@link io.patchbay.spi.policy.CallPolicy} decides what a caller sees and which calls run. */
@Export
@Version("1.1.0")
package io.patchbay.spi.policy;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
