package io.patchbay.protocol.rpc;

import io.patchbay.protocol.json.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads the headers in which a modern client repeats parts of its body. */
public final class HeaderValues {

    private static final String PREFIX = "=?base64?";
    private static final String SUFFIX = "?=";

    private HeaderValues() {}

    /**
     * Returns the value of a header, without surrounding blanks. A client must send this header at most once.
     *
     * @return empty if the header is absent; an empty string if its value is empty
     * @throws ProtocolException if the header is sent twice or contains a character that is not allowed
     */
    public static Optional<String> plain(String header, List<String> values) throws ProtocolException {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            throw ProtocolException.headerMismatch("The header " + header + " is sent more than once");
        }
        String value = stripped(values.get(0));
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\t' && (c < 0x20 || c > 0x7E)) {
                throw ProtocolException.headerMismatch(
                        "The header " + header + " contains a character that is not allowed");
            }
        }
        return Optional.of(value);
    }

    /**
     * Returns the value like {@link #plain}, but decodes a value of the form {@code =?base64?…?=} from Base64 and UTF-8. Returns
     * other values unchanged.
     */
    public static Optional<String> decoded(String header, List<String> values) throws ProtocolException {
        Optional<String> plain = plain(header, values);
        return plain.isPresent() ? Optional.of(decoded(header, plain.get())) : plain;
    }

    private static String decoded(String header, String value) throws ProtocolException {
        if (value.length() < PREFIX.length() + SUFFIX.length()
                || !value.startsWith(PREFIX)
                || !value.endsWith(SUFFIX)) {
            return value;
        }
        String encoded = value.substring(PREFIX.length(), value.length() - SUFFIX.length());
        try {
            byte[] bytes = Base64.getDecoder().decode(encoded);
            // the decoder accepts missing padding and stray bits at the end, so compare with the canonical encoding
            if (!Arrays.equals(Base64.getEncoder().encode(bytes), encoded.getBytes(StandardCharsets.US_ASCII))) {
                throw ProtocolException.headerMismatch("The header " + header + " is not well-formed Base64");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException e) {
            throw ProtocolException.headerMismatch("The header " + header + " is not well-formed Base64");
        } catch (CharacterCodingException e) {
            throw ProtocolException.headerMismatch("The header " + header + " is not UTF-8 after Base64 decoding");
        }
    }

    private static String stripped(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && blank(value.charAt(start))) {
            start++;
        }
        while (end > start && blank(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }
}
