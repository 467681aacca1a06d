package io.patchbay.deploy.settings;

import io.patchbay.deploy.configadmin.Pid;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the names in the settings folder mean: which file counts for a PID, and what is wrong with the other names. A change costs
 * as much in a large folder as in a small one. Guarded by the settings folder.
 */
final class SettingsNames {

    private static final List<String> LIKELY =
            List.of(".json", ".cfg", ".config", ".json.txt", ".jsonc", ".json5", ".yaml", ".yml", ".properties");

    private final Predicate<Pid> isRead;
    private final SettingsProblems problems;
    /** Names that differ in case alone, by their lower case. */
    private final Map<String, TreeSet<String>> alike = new TreeMap<>();

    private final Map<Pid, String> files = new HashMap<>();
    private final Set<String> faulty = new HashSet<>();

    /** @param isRead whether a bundle reads a PID: of names that differ in case alone such a one counts */
    SettingsNames(Predicate<Pid> isRead, SettingsProblems problems) {
        this.isRead = isRead;
        this.problems = problems;
    }

    /** Whether a name is of any concern: hidden files, and what editors leave beside a file, are not. */
    public static boolean concerns(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && LIKELY.stream().anyMatch(lower::endsWith);
    }

    /** @throws IllegalArgumentException if it is not the name of a settings file */
    static Pid pid(String name) {
        if (!name.endsWith(Pid.SUFFIX)) {
            throw new IllegalArgumentException("not a settings file's name, which is <PID>" + Pid.SUFFIX);
        }
        return Pid.ofFile(name);
    }

    /** Takes all names of a folder for those there are, and returns the PIDs that have a file, in order. */
    Set<Pid> set(Set<String> names) {
        Set<String> before = new HashSet<>(faulty);
        alike.values().forEach(before::addAll);
        before.removeAll(names);
        change(names, before);
        return files().keySet();
    }

    /** Names have come or changed, and gone; returns the PIDs that may have another file now. */
    Set<Pid> change(Set<String> there, Set<String> gone) {
        Set<String> groups = new TreeSet<>();
        Set<Pid> concerned = new LinkedHashSet<>();
        gone.forEach(name -> go(name, groups, concerned));
        there.forEach(name -> come(name, groups));
        groups.forEach(group -> sort(group, concerned));
        return concerned;
    }

    /** Chooses again where names differ in case alone, since bundles read other PIDs now; returns the PIDs concerned. */
    Set<Pid> chooseAgain() {
        Set<Pid> concerned = new LinkedHashSet<>();
        alike.entrySet().stream()
                .filter(each -> each.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(group -> sort(group, concerned));
        return concerned;
    }

    /** The file that counts for a PID. */
    Optional<String> file(Pid pid) {
        return Optional.ofNullable(files.get(pid));
    }

    /** All files that count, in order. */
    Map<Pid, String> files() {
        Map<Pid, String> ordered = new LinkedHashMap<>();
        alike.values().stream()
                .flatMap(TreeSet::stream)
                .filter(name -> name.equals(files.get(pid(name))))
                .forEach(name -> ordered.put(pid(name), name));
        return ordered;
    }

    private void come(String name, Set<String> groups) {
        try {
            pid(name);
            String group = name.toLowerCase(Locale.ROOT);
            alike.computeIfAbsent(group, none -> new TreeSet<>()).add(name);
            groups.add(group);
        } catch (IllegalArgumentException e) {
            fault(name, e.getMessage());
        }
    }

    private void go(String name, Set<String> groups, Set<Pid> concerned) {
        healthy(name);
        String group = name.toLowerCase(Locale.ROOT);
        if (alike.containsKey(group) && alike.get(group).contains(name)) {
            groups.add(group);
            alike.get(group).remove(name);
            files.remove(pid(name));
            concerned.add(pid(name));
        }
    }

    private void sort(String group, Set<Pid> concerned) {
        TreeSet<String> names = alike.get(group);
        if (names.isEmpty()) {
            alike.remove(group);
            return;
        }
        String taken = taken(names);
        for (String name : names) {
            concerned.add(pid(name));
            if (name.equals(taken)) {
                files.put(pid(name), name);
                healthy(name);
            } else {
                files.remove(pid(name));
                fault(name, "duplicate of " + taken + ": the names differ in case alone");
            }
        }
    }

    /** The one that a bundle reads, then the one that counted before, then the first. */
    private String taken(TreeSet<String> names) {
        return names.stream()
                .min(Comparator.comparing((String name) -> !isRead.test(pid(name)))
                        .thenComparing(name -> !name.equals(files.get(pid(name))))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private void fault(String name, String why) {
        faulty.add(name);
        problems.degraded(name, why);
    }

    private void healthy(String name) {
        if (faulty.remove(name)) {
            problems.solved(name);
        }
    }
}
