package io.patchbay.launcher;

import org.apache.felix.framework.Logger;
import org.slf4j.LoggerFactory;

/** Writes the log messages of the OSGi framework to the server's log. */
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
