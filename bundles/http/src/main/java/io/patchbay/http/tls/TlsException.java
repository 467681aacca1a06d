package io.patchbay.http.tls;

/** Reports that the settings for TLS cannot be used. The message names the setting, the file and the cause. */
public final class TlsException extends Exception {

    private static final long serialVersionUID = 1L;

    TlsException(String message) {
        super(message);
    }

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
