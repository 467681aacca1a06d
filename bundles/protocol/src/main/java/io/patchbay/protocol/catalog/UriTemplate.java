package io.patchbay.protocol.catalog;

import static java.util.Objects.requireNonNull;

import io.patchbay.protocol.rpc.ResourceUri;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A URI template (RFC 6570) that matches URIs. The variable {@code {name}} matches a part of a path segment. The variable
 * {@code {+name}} may also match slashes, {@code ?} and {@code #}. No variable is empty, and there is text between two
 * variables. If several matches are possible, earlier variables match as much as possible. URIs are compared in normalised form
 * (see {@link ResourceUri}). Matching takes linear time.
 */
public final class UriTemplate {

    private static final int MAX_TEMPLATE_LENGTH = 1_000;
    private static final int MAX_URI_LENGTH = 8_192;
    private static final String UNRESERVED = "-._~";
    private static final String RESERVED = ":/?#[]@!$&'()*+,;=";

    private final String text;
    private final List<Part> parts;

    private UriTemplate(String text, List<Part> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    /**
     * @throws IllegalArgumentException with the reason, if the template has no scheme or contains unsupported kinds of
     *     variables
     */
    public static UriTemplate parse(String text) {
        if (text.length() > MAX_TEMPLATE_LENGTH) {
            throw new IllegalArgumentException(
                    "the URI template is too long; the maximum is " + MAX_TEMPLATE_LENGTH + " characters");
        }
        List<Part> parts = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        int i = 0;
        while (i < text.length()) {
            int open = text.indexOf('{', i);
            int end = open < 0 ? text.length() : open;
            if (end > i) {
                parts.add(literal(text, i, end));
            } else if (i > 0) {
                throw new IllegalArgumentException(
                        "there is no text between two variables in the URI template " + text);
            }
            if (open < 0) {
                break;
            }
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("a brace is not closed in the URI template " + text);
            }
            Part variable = variable(text, text.substring(open + 1, close));
            if (!names.add(variable.text)) {
                throw new IllegalArgumentException("a variable appears twice in the URI template " + text);
            }
            parts.add(variable);
            i = close + 1;
        }
        if (parts.isEmpty() || parts.get(0).variable || !parts.get(0).text.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
            throw new IllegalArgumentException("the URI template has no scheme: " + text);
        }
        return new UriTemplate(text, parts);
    }

    /** Returns the names of the variables, in order. */
    List<String> variables() {
        return parts.stream()
                .filter(part -> part.variable)
                .map(part -> part.text)
                .toList();
    }

    /**
     * The match of a URI with a template.
     *
     * @param uri the URI as the connector would write it
     * @param variables the values of the variables, percent-decoded once
     */
    public record Match(String uri, Map<String, String> variables) {
        public Match {
            requireNonNull(uri, "uri");
            variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        }
    }

    /** Returns the match of a URI; empty if the URI does not match. */
    Optional<Match> match(ResourceUri given) {
        String uri = given.text();
        if (uri.length() > MAX_URI_LENGTH || given.hasDotSegment()) {
            return Optional.empty();
        }
        BitSet[] matches = matches(given.key());
        if (!matches[0].get(0)) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        StringBuilder own = new StringBuilder(uri.length());
        int position = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            int end = part.variable ? furthest(part, uri, position, matches[i + 1]) : position + part.text.length();
            own.append(part.variable ? uri.substring(position, end) : part.own);
            if (part.variable) {
                Optional<String> value = decoded(uri.substring(position, end));
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                variables.put(part.text, value.get());
            }
            position = end;
        }
        return Optional.of(new Match(own.toString(), variables));
    }

    /** Returns the URI for these values. Each variable must have a value. */
    String expand(Map<String, String> variables) {
        StringBuilder uri = new StringBuilder();
        for (Part part : parts) {
            if (part.variable) {
                encode(uri, variables.get(part.text), part.reserved);
            } else {
                uri.append(part.own);
            }
        }
        return uri.toString();
    }

    @Override
    public String toString() {
        return text;
    }

    private static Part literal(String template, int from, int to) {
        String literal = template.substring(from, to);
        if (!wellFormed(literal)) {
            throw new IllegalArgumentException("a character is not allowed in the URI template " + template);
        }
        // normalise the literal after the preceding text, because the normal form depends on the position in the URI
        String before = ResourceUri.key(template.substring(0, from));
        String normal = from == 0
                ? ResourceUri.key(literal)
                : ResourceUri.key(template.substring(0, to)).substring(before.length());
        return new Part(false, false, normal, literal);
    }

    private static Part variable(String template, String expression) {
        boolean reserved = expression.startsWith("+");
        String name = reserved ? expression.substring(1) : expression;
        if (!name.matches("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*")) {
            throw new IllegalArgumentException(
                    "only {name} and {+name} are supported, not {" + expression + "}, in the URI template " + template);
        }
        return new Part(true, reserved, name, name);
    }

    /**
     * Returns, for each part and for the end of the template, the positions in the URI at which the part can start.
     * From such a position, the part and all later parts match the rest of the URI.
     */
    private BitSet[] matches(String uri) {
        BitSet[] matches = new BitSet[parts.size() + 1];
        matches[parts.size()] = new BitSet();
        matches[parts.size()].set(uri.length());
        for (int i = parts.size() - 1; i >= 0; i--) {
            matches[i] = parts.get(i).startsOf(uri, matches[i + 1]);
        }
        return matches;
    }

    private static int furthest(Part variable, String uri, int start, BitSet ends) {
        int furthest = -1;
        int position = start;
        while (position < uri.length() && variable.holds(uri.charAt(position))) {
            position += uri.charAt(position) == '%' ? 3 : 1;
            if (ends.get(position)) {
                furthest = position;
            }
        }
        return furthest;
    }

    /** Returns whether the text has only characters that a URI allows, and every percent sign begins a triplet. */
    private static boolean wellFormed(String uri) {
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '%') {
                if (i + 2 >= uri.length() || !hexadecimal(uri.charAt(i + 1)) || !hexadecimal(uri.charAt(i + 2))) {
                    return false;
                }
                i += 2;
            } else if (!unreserved(c) && RESERVED.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean unreserved(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || UNRESERVED.indexOf(c) >= 0;
    }

    private static boolean hexadecimal(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    private static Optional<String> decoded(String value) {
        if (value.indexOf('%') < 0) {
            return Optional.of(value);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(value, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static void encode(StringBuilder uri, String value, boolean reserved) {
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (unreserved(c) || reserved && RESERVED.indexOf(c) >= 0) {
                uri.append(c);
            } else {
                uri.append(String.format("%%%02X", (int) c));
            }
        }
    }

    /**
     * One part of a template, which is a literal or a variable.
     *
     * @param text the normalised literal, or the name of the variable
     * @param own the literal as the connector wrote it
     */
    private record Part(boolean variable, boolean reserved, String text, String own) {

        boolean holds(char c) {
            return reserved || c != '/' && c != '?' && c != '#';
        }

        /** Returns the positions at which this part can start so that it ends at one of the given ends. */
        BitSet startsOf(String uri, BitSet ends) {
            BitSet starts = new BitSet();
            if (!variable) {
                for (int end = ends.nextSetBit(0); end >= 0; end = ends.nextSetBit(end + 1)) {
                    int start = end - text.length();
                    if (start >= 0 && uri.startsWith(text, start)) {
                        starts.set(start);
                    }
                }
                return starts;
            }
            for (int start = uri.length() - 1; start >= 0; start--) {
                boolean inTriplet =
                        start >= 1 && uri.charAt(start - 1) == '%' || start >= 2 && uri.charAt(start - 2) == '%';
                int next = start + (uri.charAt(start) == '%' ? 3 : 1);
                if (!inTriplet && holds(uri.charAt(start)) && (ends.get(next) || starts.get(next))) {
                    starts.set(start);
                }
            }
            return starts;
        }
    }
}
