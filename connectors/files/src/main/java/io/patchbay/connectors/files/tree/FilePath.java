package io.patchbay.connectors.files.tree;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The path of a file or folder as callers write it. The path consists of the name of a root, the names of folders, and
 * the name of the file or folder. A name is never {@code ..}. A name never contains a separator or a control character,
 * even if the file system allows these characters.
 */
public record FilePath(List<String> names) {

    public static final FilePath TOP = new FilePath(List.of());

    private static final int MAX_PATH_LENGTH = 4_096;
    private static final int MAX_DEPTH = 64;
    private static final int MAX_NAME_BYTES = 255;

    public FilePath {
        names = List.copyOf(names);
    }

    /**
     * Parses {@code root/folder/file}. An empty text, {@code .} and {@code /} are the top, which contains the roots.
     * Ignores extra slashes and {@code .}. Refuses {@code ..}.
     */
    public static FilePath of(String text) {
        return checked(splitNames(text), text);
    }

    /** Returns the names in a path without extra slashes and {@code .}. Does not check the names. */
    public static List<String> splitNames(String text) {
        return Arrays.stream(text.split("/", -1))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
    }

    /**
     * Checks the names and returns the path with these names.
     *
     * @param original the text to show if a name is refused
     */
    public static FilePath of(List<String> names, String original) {
        return checked(names, original);
    }

    /**
     * Parses the result of {@link #uri}. Decodes each name separately and only once. Refuses a name with an encoded
     * slash. A name that was encoded twice stays encoded once.
     */
    public static FilePath of(URI uri, String namespace) {
        return ofUri(uri.toString(), namespace);
    }

    /** Parses the text of a URI. The method also accepts characters that a valid URI cannot contain. */
    public static FilePath ofUri(String text, String namespace) {
        String start = prefix(namespace);
        if (!text.startsWith(start) || text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
            throw FileProblem.missing(text);
        }
        List<String> names = new ArrayList<>();
        for (String name : text.substring(start.length()).split("/", -1)) {
            names.add(decode(name, text));
        }
        return checked(names, text);
    }

    /** Returns the beginning of all URIs of one connector instance. */
    public static String prefix(String namespace) {
        return "files://" + namespace + "/";
    }

    /** Returns whether a name can be part of a path. */
    static boolean isName(String name) {
        if (name.isEmpty()
                || name.equals(".")
                || name.equals("..")
                || name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            return false;
        }
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            int c = name.codePointAt(i);
            if (c == '/' || c == '\\' || isForbidden(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isForbidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }

    public boolean isTop() {
        return names.isEmpty();
    }

    String root() {
        return names.get(0);
    }

    /** Returns the last name of the path. */
    public String name() {
        return names.get(names.size() - 1);
    }

    FilePath parent() {
        return new FilePath(names.subList(0, names.size() - 1));
    }

    public FilePath child(String name) {
        List<String> longer = new ArrayList<>(names);
        longer.add(name);
        return new FilePath(longer);
    }

    /** Returns whether this path equals the other path or is below the other path. */
    public boolean isIn(FilePath other) {
        return names.size() >= other.names.size()
                && names.subList(0, other.names.size()).equals(other.names);
    }

    /** Returns all names except the name of the root. */
    List<String> namesBelowRoot() {
        return names.subList(1, names.size());
    }

    public String uri(String namespace) {
        StringBuilder uri = new StringBuilder(prefix(namespace));
        String separator = "";
        for (String name : names) {
            uri.append(separator);
            encode(name, uri);
            separator = "/";
        }
        return uri.toString();
    }

    @Override
    public String toString() {
        return String.join("/", names);
    }

    private static FilePath checked(List<String> names, String original) {
        if (original.length() > MAX_PATH_LENGTH
                || names.size() > MAX_DEPTH
                || !names.stream().allMatch(FilePath::isName)) {
            throw FileProblem.missing(original);
        }
        return new FilePath(names);
    }

    private static void encode(String name, StringBuilder uri) {
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            if (b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || "-._~".indexOf(b) >= 0) {
                uri.append((char) b);
            } else {
                uri.append('%').append(String.format("%02X", b));
            }
        }
    }

    /** Decodes each sequence of {@code %} and two hexadecimal digits, once. */
    public static String decode(String name, String original) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(name.length());
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            if (name.charAt(i) == '%') {
                bytes.write(octet(name, i + 1, original));
                i += 2;
            } else {
                bytes.writeBytes(Character.toString(name.codePointAt(i)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return utf8(bytes.toByteArray(), original);
    }

    private static int octet(String name, int at, String original) {
        int high = at < name.length() ? Character.digit(name.charAt(at), 16) : -1;
        int low = at + 1 < name.length() ? Character.digit(name.charAt(at + 1), 16) : -1;
        if (high < 0 || low < 0) {
            throw FileProblem.missing(original);
        }
        return high << 4 | low;
    }

    private static String utf8(byte[] bytes, String original) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw FileProblem.missing(original);
        }
    }
}
