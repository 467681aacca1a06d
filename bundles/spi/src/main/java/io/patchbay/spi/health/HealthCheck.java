package io.patchbay.spi.health;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** The health check of one part of the server. */
@ConsumerType
public interface HealthCheck {

    /** Returns the name of the part, for example {@code deploy}. */
    String name();

    /**
     * Returns the part's current problems; empty if there are none. Called for each request to {@code /readyz} and for
     * {@code patchbay status}, on any thread. Must not block. An exception is reported as a problem of this part.
     */
    List<Problem> problems();
}
