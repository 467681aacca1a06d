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
 * Where a file or folder is, as callers say it: the name of a root, then names of folders, then its own. Holds only names that
 * one step can take: never a step up, a separator or a control character, whatever the file system makes of those.
 */
public record FilePath(List<String> names) {

    public static final FilePath TOP = new FilePath(List.of());

    private static final int MAX_LENGTH = 4_096;
    private static final int MAX_DEPTH = 64;
    private static final int MAX_NAME_BYTES = 255;

    public FilePath {
        names = List.copyOf(names);
    }

    /**
     * Reads {@code root/folder/file}; empty, {@code .} and {@code /} are the top, where the roots are. A slash too many and a
     * {@code .} as a step mean nothing; a step up is refused.
     */
    public static FilePath of(String text) {
        return checked(steps(text), text);
    }

    /** The steps of a path, as they are written. */
    public static List<String> steps(String text) {
        return Arrays.stream(text.split("/", -1))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
    }

    /** Reads names that may hold anything. */
    public static FilePath of(List<String> names, String said) {
        return checked(names, said);
    }

    /**
     * Reads what {@link #uri} writes. Each name is decoded by itself and once: an encoded slash is no separator but no name
     * either, and what was encoded twice stays encoded.
     */
    public static FilePath of(URI uri, String namespace) {
        return ofUri(uri.toString(), namespace);
    }

    /** The same for text that need not be a URI. */
    public static FilePath ofUri(String text, String namespace) {
        String start = prefix(namespace);
        if (!text.startsWith(start) || text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
            throw FileProblem.missing(text);
        }
        List<String> names = new ArrayList<>();
        for (String name : text.substring(start.length()).split("/", -1)) {
            names.add(decoded(name, text));
        }
        return checked(names, text);
    }

    /** What all URIs of one connector instance begin with. */
    public static String prefix(String namespace) {
        return "files://" + namespace + "/";
    }

    /** Whether it can be one step of a path. */
    static boolean isName(String name) {
        if (name.isEmpty()
                || name.equals(".")
                || name.equals("..")
                || name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            return false;
        }
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            int c = name.codePointAt(i);
            if (c == '/' || c == '\\' || unreadable(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean unreadable(int codePoint) {
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

    /** Its own name. */
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

    /** Whether it is this one, or somewhere below it. */
    public boolean isIn(FilePath other) {
        return names.size() >= other.names.size()
                && names.subList(0, other.names.size()).equals(other.names);
    }

    /** The steps below the root. */
    List<String> below() {
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

    private static FilePath checked(List<String> names, String said) {
        if (said.length() > MAX_LENGTH
                || names.size() > MAX_DEPTH
                || !names.stream().allMatch(FilePath::isName)) {
            throw FileProblem.missing(said);
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

    /** Each sequence of {@code %} and two digits becomes its byte, once. */
    public static String decoded(String name, String said) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(name.length());
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            if (name.charAt(i) == '%') {
                bytes.write(octet(name, i + 1, said));
                i += 2;
            } else {
                bytes.writeBytes(Character.toString(name.codePointAt(i)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return utf8(bytes.toByteArray(), said);
    }

    private static int octet(String name, int at, String said) {
        int high = at < name.length() ? Character.digit(name.charAt(at), 16) : -1;
        int low = at + 1 < name.length() ? Character.digit(name.charAt(at + 1), 16) : -1;
        if (high < 0 || low < 0) {
            throw FileProblem.missing(said);
        }
        return high << 4 | low;
    }

    private static String utf8(byte[] bytes, String said) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw FileProblem.missing(said);
        }
    }
}
