package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** What stands under one URI. */
public sealed interface Contents {

    /** Absolute (RFC 3986). */
    String uri();

    Optional<String> mimeType();

    /** The same under another URI. */
    Contents withUri(String uri);

    static Text text(String uri, String mimeType, String text) {
        return new Text(uri, Optional.of(mimeType), text);
    }

    static Blob blob(String uri, String mimeType, byte[] data) {
        return new Blob(uri, Optional.of(mimeType), data);
    }

    /** Text. */
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

    /** Bytes, encoded only on the wire; not copied: leave them alone once handed over. */
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
