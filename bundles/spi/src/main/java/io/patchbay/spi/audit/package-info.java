/** Defines the audit trail. {@link io.patchbay.spi.audit.AuditTrail} records every operation. */
@Export
@Version("1.2.0")
package io.patchbay.spi.audit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
