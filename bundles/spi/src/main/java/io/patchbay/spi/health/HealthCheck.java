package io.patchbay.spi.health;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** The health check of one part of the server. */
@ConsumerType
public interface HealthCheck {

    /** Returns the name of the part, for example {@code deploy}. */
    String name();

    /**
     * Returns the current problems of the part, or an empty list if there are none. The server calls this method on any thread, for
     * each request to {@code /readyz} and for {@code patchbay status}. The method must not block. If the method throws an
     * exception, the server reports the exception as a problem of this part.
     */
    List<Problem> problems();
}
