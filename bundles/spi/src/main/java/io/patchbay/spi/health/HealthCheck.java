package io.patchbay.spi.health;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** One part's view of its own health. */
@ConsumerType
public interface HealthCheck {

    /** The part, for example {@code deploy}. */
    String name();

    /**
     * What is wrong now; empty when nothing is. Called at each look, on any thread; must not block. What it throws is shown as a
     * problem of its own.
     */
    List<Problem> problems();
}
