package io.patchbay.deploy.settings;

/**
 * Thrown if a settings file cannot be used. The message tells operators the reason, and the line and column if they are
 * known.
 */
final class SettingsException extends Exception {

    private static final long serialVersionUID = 1L;

    SettingsException(String message) {
        super(message);
    }

    SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
