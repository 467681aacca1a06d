package io.patchbay.deploy.settings;

/** Thrown if a settings file cannot be used. The message gives the reason for operators, with line and column if known. */
final class SettingsException extends Exception {

    private static final long serialVersionUID = 1L;

    SettingsException(String message) {
        super(message);
    }

    SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
