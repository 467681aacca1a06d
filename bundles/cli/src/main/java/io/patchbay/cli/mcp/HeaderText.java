package io.patchbay.cli.mcp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Encodes any text as the value of an MCP header. */
final class HeaderText {

    private static final String PREFIX = "=?base64?";
    private static final String SUFFIX = "?=";

    private HeaderText() {}

    static String of(String text) {
        boolean plain = text.chars().allMatch(c -> c >= 0x20 && c < 0x7f)
                && text.strip().equals(text);
        if (plain && !(text.startsWith(PREFIX) && text.endsWith(SUFFIX))) {
            return text;
        }
        return PREFIX + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + SUFFIX;
    }
}
