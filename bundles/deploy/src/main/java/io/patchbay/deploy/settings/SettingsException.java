package io.patchbay.deploy.settings;

/** A settings file that cannot be used; the message says why in words for an operator, with the place where that is known. */
final class SettingsException extends Exception {

    private static final long serialVersionUID = 1L;

    SettingsException(String message) {
        super(message);
    }

    SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
