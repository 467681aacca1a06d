package io.patchbay.connectors.conformance;

import io.patchbay.api.Content;
import java.util.Base64;

/** A very small image and a very small sound. */
final class Samples {

    private static final String RED_PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4z8AAAAMBAQD3A0FDAAAAAElFTkSuQmCC";
    private static final String SILENCE = "UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQgAAACAgICAgICAgA==";

    private Samples() {}

    /** Returns one red pixel as PNG. */
    static byte[] picture() {
        return Base64.getDecoder().decode(RED_PIXEL);
    }

    static Content image() {
        return Content.image(picture(), "image/png");
    }

    /** Returns a millisecond of silence as WAV. */
    static Content audio() {
        return Content.audio(Base64.getDecoder().decode(SILENCE), "audio/wav");
    }
}
