package io.patchbay.deploy.configadmin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.service.cm.ConfigurationPlugin;

/**
 * Checks whether the placeholders {@code $[env:…]} and {@code $[secret:…]} of a configuration can be resolved. The check runs
 * before the configuration is delivered.
 */
public final class Placeholders {

    private static final String START = "$[";

    private final ConfigurationPlugin interpolation;

    /** @param interpolation resolves placeholders when ConfigurationAdmin delivers a configuration */
    public Placeholders(ConfigurationPlugin interpolation) {
        this.interpolation = interpolation;
    }

    /** Returns one fault for each setting with a placeholder that cannot be resolved. The faults contain no values. */
    public List<Fault> faults(Hashtable<String, Object> properties) {
        List<Fault> faults = new ArrayList<>();
        for (String key : properties.keySet()) {
            if (hasPlaceholder(properties.get(key)) && !resolves(key, properties)) {
                faults.add(
                        new Fault(
                                key,
                                "cannot be resolved here (" + texts(properties.get(key))
                                        + "); $[env:NAME] reads the server's environment, and $[secret:NAME] reads a file in the secrets folder"));
            }
        }
        return faults;
    }

    /** Returns the resolved values of settings with placeholders. Callers keep these values only in memory. */
    public Map<String, Object> resolved(Hashtable<String, Object> properties) {
        Map<String, Object> resolved = new TreeMap<>();
        for (String key : properties.keySet()) {
            if (hasPlaceholder(properties.get(key))) {
                value(key, properties).ifPresent(value -> resolved.put(key, value));
            }
        }
        return resolved;
    }

    private boolean resolves(String key, Hashtable<String, Object> properties) {
        return value(key, properties).isPresent();
    }

    private Optional<Object> value(String key, Hashtable<String, Object> properties) {
        try {
            Dictionary<String, Object> one = new Hashtable<>();
            one.put(key, properties.get(key));
            interpolation.modifyConfiguration(null, one);
            return Optional.ofNullable(one.get(key)).filter(value -> !hasPlaceholder(value));
        } catch (RuntimeException e) {
            // The interpolation throws this exception if it cannot resolve a placeholder.
            return Optional.empty();
        }
    }

    public static boolean hasPlaceholder(Object value) {
        return strings(value).stream().anyMatch(text -> text.contains(START));
    }

    /** Returns only the placeholders of a value, because the other text of the value may be secret. */
    private static String texts(Object value) {
        return strings(value).stream()
                .filter(text -> text.contains(START))
                .map(Placeholders::placeholders)
                .collect(Collectors.joining(", "));
    }

    private static String placeholders(String text) {
        StringBuilder found = new StringBuilder();
        for (int i = text.indexOf(START); i >= 0; i = text.indexOf(START, i + 1)) {
            int end = text.indexOf(']', i);
            String placeholder = end < 0 ? START : text.substring(i, end + 1);
            int directives = placeholder.indexOf(';');
            found.append(found.length() == 0 ? "" : " ")
                    .append(directives < 0 ? placeholder : placeholder.substring(0, directives) + "]");
        }
        return found.toString();
    }

    private static List<String> strings(Object value) {
        if (value instanceof String text) {
            return List.of(text);
        }
        return value instanceof String[] texts ? Arrays.asList(texts) : List.of();
    }
}
