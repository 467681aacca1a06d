package io.patchbay.spi.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Headers of a request or an answer. The case of names does not matter. Immutable. */
public final class WebHeaders {

    /** No headers. */
    public static final WebHeaders NONE = new WebHeaders(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));

    private final Map<String, List<String>> values;

    private WebHeaders(TreeMap<String, List<String>> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** Returns these headers; several values of a name keep their order. */
    public static WebHeaders of(Iterable<Map.Entry<String, String>> headers) {
        TreeMap<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, String> header : headers) {
            add(values, header.getKey(), header.getValue());
        }
        return new WebHeaders(values);
    }

    /** Returns these headers and one more value. */
    public WebHeaders with(String name, String value) {
        TreeMap<String, List<String>> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.forEach((known, all) -> all.forEach(one -> add(more, known, one)));
        add(more, name, value);
        return new WebHeaders(more);
    }

    /** Returns the first value of a header. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** Returns all values of a header, in order. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Returns all headers by name. */
    public Map<String, List<String>> byName() {
        return values;
    }

    private static void add(Map<String, List<String>> values, String name, String value) {
        values.merge(name, List.of(value), (before, one) -> {
            List<String> both = new ArrayList<>(before);
            both.addAll(one);
            return List.copyOf(both);
        });
    }
}
