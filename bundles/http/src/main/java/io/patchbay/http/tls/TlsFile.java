package io.patchbay.http.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * One file of the TLS settings.
 *
 * @param setting the setting that names the file
 */
record TlsFile(String setting, Path path, byte[] bytes) {

    private static final long MAX_BYTES = 1 << 20;

    static TlsFile read(String setting, Path path) throws TlsException {
        try {
            if (Files.isDirectory(path)) {
                throw new TlsException(setting + " names " + path + ", which is a folder.");
            }
            if (Files.size(path) > MAX_BYTES) {
                throw new TlsException(setting + " names " + path + ", which is larger than " + MAX_BYTES + " bytes.");
            }
            return new TlsFile(setting, path, Files.readAllBytes(path));
        } catch (IOException e) {
            throw new TlsException(setting + " names " + path + ", " + cause(e) + ".", e);
        }
    }

    /** Returns the reason why a file cannot be read, as the end of a sentence. */
    static String cause(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "which does not exist";
        }
        if (failure instanceof AccessDeniedException) {
            return "which the server's user (" + System.getProperty("user.name") + ") is not allowed to read";
        }
        return "which cannot be read: " + failure.getMessage();
    }

    boolean isPem() {
        return text().contains("-----BEGIN ");
    }

    String text() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Returns an exception whose message names the setting and the file. */
    TlsException wrong(String what) {
        return new TlsException(setting + ": " + path + " " + what);
    }

    TlsException wrong(String what, Exception cause) {
        return new TlsException(setting + ": " + path + " " + what, cause);
    }
}
