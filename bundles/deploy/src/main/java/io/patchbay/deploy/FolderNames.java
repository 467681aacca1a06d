package io.patchbay.deploy;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the names in the settings folder mean.
 *
 * @param files which file counts for a PID, sorted
 * @param faults what is wrong with the names of others
 */
record FolderNames(Map<Pid, String> files, Map<String, String> faults) {

    private static final List<String> LIKELY = List.of(".json", ".cfg", ".config", ".json.txt", ".jsonc", ".json5", ".yaml", ".yml", ".properties");

    FolderNames {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        faults = Map.copyOf(faults);
    }

    /** Whether a name is of any concern: hidden files, and what editors leave beside a file, are not. */
    static boolean concerns(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && LIKELY.stream().anyMatch(lower::endsWith);
    }

    /**
     * Sorts names.
     *
     * @param better of several names that differ in case alone, which is taken; without one the first
     */
    static FolderNames of(Set<String> names, List<Predicate<Pid>> better) {
        Map<String, TreeSet<String>> alike = new TreeMap<>();
        Map<String, String> faults = new TreeMap<>();
        for (String name : names) {
            try {
                pid(name);
                alike.computeIfAbsent(name.toLowerCase(Locale.ROOT), none -> new TreeSet<>()).add(name);
            } catch (IllegalArgumentException e) {
                faults.put(name, e.getMessage());
            }
        }
        Map<Pid, String> files = new LinkedHashMap<>();
        for (TreeSet<String> several : alike.values()) {
            String taken = taken(several, better);
            files.put(pid(taken), taken);
            several.stream().filter(name -> !name.equals(taken)).forEach(name ->
                    faults.put(name, "duplicate of " + taken + ": the names differ in case alone"));
        }
        return new FolderNames(files, faults);
    }

    /** @throws IllegalArgumentException for what is no settings file's name */
    static Pid pid(String name) {
        if (!name.endsWith(Pid.SUFFIX)) {
            throw new IllegalArgumentException("not a settings file's name, which is <PID>" + Pid.SUFFIX);
        }
        return Pid.ofFile(name);
    }

    private static String taken(TreeSet<String> several, List<Predicate<Pid>> better) {
        Comparator<String> order = Comparator.naturalOrder();
        for (int i = better.size() - 1; i >= 0; i--) {
            Predicate<Pid> first = better.get(i);
            order = Comparator.comparing((String name) -> !first.test(pid(name))).thenComparing(order);
        }
        return several.stream().min(order).orElseThrow();
    }
}
