/**
 * Defines the storage of tasks. A task is a call that outlives its request. {@link io.patchbay.spi.tasks.TaskStore} stores the
 * state of tasks.
 */
@Export
@Version("1.0.0")
package io.patchbay.spi.tasks;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
