package io.patchbay.launcher;

import org.apache.felix.framework.Logger;
import org.slf4j.LoggerFactory;

/** Carries what the framework itself says into our log. */
final class FrameworkLog extends Logger {

    private final org.slf4j.Logger log = LoggerFactory.getLogger("io.patchbay.framework");

    @Override
    protected void doLog(int level, String message, Throwable throwable) {
        switch (level) {
            case LOG_ERROR -> log.error(message, throwable);
            case LOG_WARNING -> log.warn(message, throwable);
            default -> log.debug(message, throwable);
        }
    }
}
