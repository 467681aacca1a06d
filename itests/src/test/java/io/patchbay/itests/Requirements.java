package io.patchbay.itests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one revision's run of the suite has to find; read from {@code conformance/<revision>.txt}. */
record Requirements(Map<String, Integer> scored, Map<String, Integer> reported, Set<String> skipped) {

    static Requirements of(String revision) throws IOException {
        Requirements requirements = new Requirements(new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
        for (String line : lines(revision)) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                requirements.add(line.split(" "));
            }
        }
        return requirements;
    }

    /** All scenarios there are. */
    Set<String> scenarios() {
        Set<String> all = new TreeSet<>(scored.keySet());
        all.addAll(reported.keySet());
        all.addAll(skipped);
        return all;
    }

    private void add(String[] words) {
        switch (words[0]) {
            case "scored" -> scored.put(words[1], Integer.valueOf(words[2]));
            case "reported" -> reported.put(words[1], Integer.valueOf(words[2]));
            case "skipped" -> skipped.add(words[1]);
            default -> throw new AssertionError(String.join(" ", words));
        }
    }

    private static List<String> lines(String revision) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Requirements.class.getResourceAsStream("/conformance/" + revision + ".txt"), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }
}
