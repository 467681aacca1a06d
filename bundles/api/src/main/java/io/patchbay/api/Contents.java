package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** The contents of a resource under one URI. */
public sealed interface Contents {

    /** Returns the absolute URI (RFC 3986). */
    String uri();

    /** Returns the media type, if known. */
    Optional<String> mimeType();

    /** Returns a copy with another URI. */
    Contents withUri(String uri);

    /** Returns text with a media type. */
    static Text text(String uri, String mimeType, String text) {
        return new Text(uri, Optional.of(mimeType), text);
    }

    /** Returns bytes with a media type. */
    static Blob blob(String uri, String mimeType, byte[] data) {
        return new Blob(uri, Optional.of(mimeType), data);
    }

    /** Contents in the form of text. */
    record Text(String uri, Optional<String> mimeType, String text) implements Contents {
        public Text {
            requireNonNull(uri, "uri");
            requireNonNull(mimeType, "mimeType");
            requireNonNull(text, "text");
        }

        @Override
        public Text withUri(String uri) {
            return new Text(uri, mimeType, text);
        }
    }

    /**
     * Contents in the form of bytes.
     *
     * @param data the raw bytes, which the server encodes. The constructor does not copy the array. Do not modify the array after
     *     construction.
     */
    record Blob(String uri, Optional<String> mimeType, byte[] data) implements Contents {
        public Blob {
            requireNonNull(uri, "uri");
            requireNonNull(mimeType, "mimeType");
            requireNonNull(data, "data");
        }

        @Override
        public Blob withUri(String uri) {
            return new Blob(uri, mimeType, data);
        }
    }
}
