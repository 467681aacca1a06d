package io.patchbay.deploy.configadmin;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The values of the placeholders of one file, by setting. The values are kept only in memory and never shown. */
public final class ResolvedSecrets {

    public static final ResolvedSecrets NONE = new ResolvedSecrets(Map.of());

    private final Map<String, Object> values;

    public ResolvedSecrets(Map<String, Object> values) {
        this.values = new TreeMap<>(values);
    }

    Map<String, Object> values() {
        return values;
    }

    public boolean hasSameValues(ResolvedSecrets other) {
        return values.keySet().equals(other.values.keySet())
                && values.entrySet().stream()
                        .allMatch(entry -> Arrays.deepEquals(
                                new Object[] {entry.getValue()}, new Object[] {other.values.get(entry.getKey())}));
    }
}
