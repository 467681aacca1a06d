package io.patchbay.api;

/** How much a log message to the client matters (RFC 5424), least first. */
public enum Level {
    DEBUG,
    INFO,
    NOTICE,
    WARNING,
    ERROR,
    CRITICAL,
    ALERT,
    EMERGENCY
}
