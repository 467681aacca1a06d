package io.patchbay.protocol.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks names and URIs for the wire. Each check throws {@link IllegalArgumentException} with a readable reason. */
public final class WireNames {

    /** Some clients refuse longer names. */
    static final int MAX_NAME_LENGTH_FOR_ALL_CLIENTS = 64;

    private static final int MAX_NAME_LENGTH = 128;
    private static final int MAX_URI_LENGTH = 2_048;
    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9.-]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Pattern STARTS_WITH_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);

    private WireNames() {}

    /** Returns the wire name of a tool or prompt. */
    static String of(String namespace, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name must not be empty and may contain only A-Z a-z 0-9 _ . -");
        }
        return joined(namespace, name);
    }

    /** Returns the name of a resource or a template in scopes. The name may contain any printable characters. */
    static String ofResource(String namespace, String name) {
        if (name.isBlank() || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the name must not be empty or contain control characters");
        }
        return joined(namespace, name);
    }

    /**
     * Returns one line for operators about a tool or prompt that some clients cannot use; empty for most.
     *
     * @param schema the parts of the input schema that some clients refuse
     */
    static Optional<String> clientLimits(String wireName, List<String> schema) {
        List<String> limits = new ArrayList<>();
        if (wireName.length() > MAX_NAME_LENGTH_FOR_ALL_CLIENTS) {
            limits.add("its name has more than " + MAX_NAME_LENGTH_FOR_ALL_CLIENTS + " characters");
        }
        if (wireName.contains(".")) {
            limits.add("its name contains a dot");
        }
        limits.addAll(schema);
        return limits.isEmpty()
                ? Optional.empty()
                : Optional.of("some clients cannot use " + wireName + ": " + String.join(", ", limits));
    }

    private static String joined(String namespace, String name) {
        if (!NAMESPACE.matcher(namespace).matches()) {
            throw new IllegalArgumentException("the namespace may contain only A-Z a-z 0-9 . -");
        }
        String joined = namespace.isEmpty() ? name : namespace + '_' + name;
        if (joined.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException(
                    "the name has " + joined.length() + " characters, more than " + MAX_NAME_LENGTH);
        }
        return joined;
    }

    public static String uri(String uri) {
        checkLength(uri);
        try {
            if (!new URI(uri).isAbsolute()) {
                throw new IllegalArgumentException("the URI has no scheme");
            }
            // java.net.URI accepts more than RFC 3986, and clients check
            if (uri.chars().anyMatch(c -> c > 0x7E)) {
                throw new IllegalArgumentException("non-ASCII characters in the URI must be percent-encoded");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the URI is malformed at character " + e.getIndex(), e);
        }
    }

    static String uriTemplate(String template) {
        checkLength(template);
        if (template.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the URI template contains control characters");
        }
        if (!STARTS_WITH_SCHEME.matcher(template).matches()) {
            throw new IllegalArgumentException("the URI template does not start with a scheme");
        }
        UriTemplate.parse(template);
        return template;
    }

    private static void checkLength(String uri) {
        if (uri.length() > MAX_URI_LENGTH) {
            throw new IllegalArgumentException("the URI has more than " + MAX_URI_LENGTH + " characters");
        }
    }
}
