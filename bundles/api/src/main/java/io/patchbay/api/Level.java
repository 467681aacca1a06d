package io.patchbay.api;

/**
 * The severity of a log message that the server sends to the client (RFC 5424). The least severe level is the first
 * constant.
 */
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
