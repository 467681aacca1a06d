package io.patchbay.protocol.rpc;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URI of a resource, normalised for lookup (RFC 3986 6.2.2, RFC 3987 3.1). Characters that a URI must not contain
 * are percent-encoded, and unreserved characters are decoded. Hexadecimal digits are upper case; the scheme and the
 * host are lower case. Dot segments are kept, and no template matches a URI with a dot segment.
 *
 * @param given the URI as the client or the connector wrote it
 * @param text the normalised URI with the original case of the host; if a template has a variable in the host, the
 *     connector receives the original case
 * @param key the normalised URI; two URIs with the same key name the same resource
 */
public record ResourceUri(String given, String text, String key) {

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
    private static final String UNRESERVED = "-._~";
    private static final String RESERVED = ":/?@!$&'()*+,;=";

    public ResourceUri {
        requireNonNull(given, "given");
        requireNonNull(text, "text");
        requireNonNull(key, "key");
    }

    /** Parses a text. Returns empty if the text is not a URI. */
    public static Optional<ResourceUri> of(String given) {
        return normal(given, false).map(text -> new ResourceUri(given, text, folded(text)));
    }

    /** Returns the key of a published URI or URI template, with variables unchanged. Returns any other text unchanged. */
    public static String key(String uriOrTemplate) {
        return normal(uriOrTemplate, true).map(ResourceUri::folded).orElse(uriOrTemplate);
    }

    /**
     * Returns the URI for a connector. Returns empty for the few URIs that this class accepts and {@link URI} rejects.
     */
    public static Optional<URI> parsed(String text) {
        try {
            return Optional.of(new URI(text)).filter(URI::isAbsolute);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Returns whether a segment of the path is {@code .} or {@code ..}. */
    public boolean hasDotSegment() {
        String path = text.substring(authorityEnd(text));
        int end = firstOf(path, "?#", 0);
        for (String segment : path.substring(0, end).split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the normalised text; empty if the text is not a URI.
     *
     * @param template true if text in braces must stay unchanged
     */
    private static Optional<String> normal(String given, boolean template) {
        Matcher scheme = SCHEME.matcher(given);
        if (!scheme.lookingAt()) {
            return Optional.empty();
        }
        StringBuilder normal =
                new StringBuilder(given.length() + 16).append(scheme.group().toLowerCase(Locale.ROOT));
        int host = authorityEnd(given);
        boolean fragment = false;
        int at = scheme.end();
        while (at < given.length()) {
            int c = given.codePointAt(at);
            if (template && c == '{' && given.indexOf('}', at) > 0) {
                int close = given.indexOf('}', at) + 1;
                normal.append(given, at, close);
                at = close;
                continue;
            }
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                return Optional.empty(); // an unpaired surrogate
            }
            int decoded = c == '%' ? decodeTriplet(given, at) : -1;
            if (decoded >= 0) {
                appendDecoded(normal, decoded);
                at += 3;
                continue;
            }
            boolean raw = RESERVED.indexOf(c) >= 0 || (c == '[' || c == ']') && at < host || c == '#' && !fragment;
            fragment |= c == '#';
            if (raw || unreserved(c)) {
                normal.append((char) c);
            } else {
                encode(normal, c);
            }
            at += Character.charCount(c);
        }
        return Optional.of(normal.toString());
    }

    /** Returns the value of the percent-encoded byte at an index; -1 if no such byte is at the index. */
    private static int decodeTriplet(String text, int at) {
        if (at + 2 >= text.length()) {
            return -1;
        }
        int high = hexadecimal(text.charAt(at + 1));
        int low = hexadecimal(text.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static int hexadecimal(char c) {
        return c > 0x7F ? -1 : Character.digit(c, 16);
    }

    private static void appendDecoded(StringBuilder normal, int decoded) {
        if (unreserved(decoded)) {
            normal.append((char) decoded);
        } else {
            appendEncoded(normal, decoded);
        }
    }

    private static void encode(StringBuilder normal, int character) {
        for (byte b : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
            appendEncoded(normal, b & 0xFF);
        }
    }

    private static void appendEncoded(StringBuilder normal, int value) {
        normal.append('%')
                .append(Character.toUpperCase(Character.forDigit(value >> 4, 16)))
                .append(Character.toUpperCase(Character.forDigit(value & 0xF, 16)));
    }

    private static boolean unreserved(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || UNRESERVED.indexOf(c) >= 0;
    }

    /** Returns the URI with the host in lower case. Keeps the length, variables and percent-encoded bytes. */
    private static String folded(String text) {
        int end = authorityEnd(text);
        StringBuilder folded = new StringBuilder(text);
        boolean variable = false;
        for (int at = text.indexOf(':'); at < end; at++) {
            char c = text.charAt(at);
            variable = c == '{' || variable && c != '}';
            if (c == '%') {
                at += 2;
            } else if (!variable) {
                folded.setCharAt(at, Character.toLowerCase(c));
            }
        }
        return folded.toString();
    }

    /** Returns the index at which the path begins. */
    private static int authorityEnd(String text) {
        int path = text.indexOf(':') + 1;
        return text.startsWith("//", path) ? firstOf(text, "/?#", path + 2) : path;
    }

    private static int firstOf(String text, String characters, int from) {
        for (int at = from; at < text.length(); at++) {
            if (characters.indexOf(text.charAt(at)) >= 0) {
                return at;
            }
        }
        return text.length();
    }
}
