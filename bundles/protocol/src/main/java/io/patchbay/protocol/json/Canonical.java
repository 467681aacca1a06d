package io.patchbay.protocol.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Writes JSON values as canonical text. Equal values have equal texts, even if their members have a different order.
 */
public final class Canonical {

    private Canonical() {}

    public static String text(String text) {
        return TextNode.valueOf(text).toString();
    }

    public static String text(JsonNode value) {
        if (value.isObject()) {
            StringBuilder text = new StringBuilder("{");
            value.properties().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(member -> text.append(text(member.getKey()))
                            .append(':')
                            .append(text(member.getValue()))
                            .append(','));
            return text.append('}').toString();
        }
        if (value.isArray()) {
            StringBuilder text = new StringBuilder("[");
            value.forEach(item -> text.append(text(item)).append(','));
            return text.append(']').toString();
        }
        return value.toString();
    }

    /** Returns the SHA-256 of a text in hexadecimal. */
    public static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
