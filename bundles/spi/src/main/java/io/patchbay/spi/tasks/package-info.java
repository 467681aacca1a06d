/**
 * Tasks, which are calls that outlive their request. {@link io.patchbay.spi.tasks.TaskStore} stores their state.
 */
@Export
@Version("1.0.0")
package io.patchbay.spi.tasks;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
