package io.patchbay.http.tls;

import java.util.Base64;

/** One part of a PEM file. {@code body} is the text between the first and the last line of the part. */
record PemBlock(String type, String body) {

    byte[] bytes() {
        return Base64.getMimeDecoder().decode(body);
    }
}
