/**
 * Reads the server's key and certificates from PKCS#12 or PEM files, and checks that the key and the certificates
 * belong together. The package uses the JDK only. The package must not log or return a password or a key.
 */
package io.patchbay.http.tls;
