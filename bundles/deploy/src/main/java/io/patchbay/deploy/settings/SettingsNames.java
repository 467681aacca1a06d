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
 * Selects the file for each PID among the names in the settings folder, and reports faulty names. The cost of a change does not
 * depend on the size of the folder. The lock of {@link SettingsFolder} guards this class.
 */
final class SettingsNames {

    private static final List<String> WATCHED_SUFFIXES =
            List.of(".json", ".cfg", ".config", ".json.txt", ".jsonc", ".json5", ".yaml", ".yml", ".properties");

    private final Predicate<Pid> isRead;
    private final SettingsProblems problems;
    /** Groups of names that differ only in case. The key is the name in lower case. */
    private final Map<String, TreeSet<String>> byLowerCase = new TreeMap<>();

    private final Map<Pid, String> files = new HashMap<>();
    private final Set<String> faulty = new HashSet<>();

    /** @param isRead returns whether a bundle reads a PID; among names that differ only in case, the name of such a PID is selected */
    SettingsNames(Predicate<Pid> isRead, SettingsProblems problems) {
        this.isRead = isRead;
        this.problems = problems;
    }

    /** Returns whether a file with this name may be a settings file. Hidden files and backup files of editors are not settings files. */
    public static boolean isWatched(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && WATCHED_SUFFIXES.stream().anyMatch(lower::endsWith);
    }

    /** @throws IllegalArgumentException if the name is not the name of a settings file */
    static Pid pid(String name) {
        if (!name.endsWith(Pid.SUFFIX)) {
            throw new IllegalArgumentException("this is not the name of a settings file, which is <PID>" + Pid.SUFFIX);
        }
        return Pid.ofFile(name);
    }

    /** Sets all names of the folder, and returns the PIDs that have a file, in order. */
    Set<Pid> set(Set<String> names) {
        Set<String> before = new HashSet<>(faulty);
        byLowerCase.values().forEach(before::addAll);
        before.removeAll(names);
        change(names, before);
        return files().keySet();
    }

    /** Processes added, changed and deleted names. Returns the PIDs that may have another file now. */
    Set<Pid> change(Set<String> there, Set<String> gone) {
        Set<String> groups = new TreeSet<>();
        Set<Pid> concerned = new LinkedHashSet<>();
        gone.forEach(name -> remove(name, groups, concerned));
        there.forEach(name -> add(name, groups));
        groups.forEach(group -> select(group, concerned));
        return concerned;
    }

    /** Selects again among names that differ only in case, because bundles now read other PIDs. Returns the PIDs of these names. */
    Set<Pid> chooseAgain() {
        Set<Pid> concerned = new LinkedHashSet<>();
        byLowerCase.entrySet().stream()
                .filter(each -> each.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(group -> select(group, concerned));
        return concerned;
    }

    /** Returns the selected file of a PID. */
    Optional<String> file(Pid pid) {
        return Optional.ofNullable(files.get(pid));
    }

    /** Returns all selected files, in order. */
    Map<Pid, String> files() {
        Map<Pid, String> ordered = new LinkedHashMap<>();
        byLowerCase.values().stream()
                .flatMap(TreeSet::stream)
                .filter(name -> name.equals(files.get(pid(name))))
                .forEach(name -> ordered.put(pid(name), name));
        return ordered;
    }

    private void add(String name, Set<String> groups) {
        try {
            pid(name);
            String group = name.toLowerCase(Locale.ROOT);
            byLowerCase.computeIfAbsent(group, none -> new TreeSet<>()).add(name);
            groups.add(group);
        } catch (IllegalArgumentException e) {
            reportFault(name, e.getMessage());
        }
    }

    private void remove(String name, Set<String> groups, Set<Pid> concerned) {
        clearFault(name);
        String group = name.toLowerCase(Locale.ROOT);
        if (byLowerCase.containsKey(group) && byLowerCase.get(group).contains(name)) {
            groups.add(group);
            byLowerCase.get(group).remove(name);
            files.remove(pid(name));
            concerned.add(pid(name));
        }
    }

    private void select(String group, Set<Pid> concerned) {
        TreeSet<String> names = byLowerCase.get(group);
        if (names.isEmpty()) {
            byLowerCase.remove(group);
            return;
        }
        String selected = selected(names);
        for (String name : names) {
            concerned.add(pid(name));
            if (name.equals(selected)) {
                files.put(pid(name), name);
                clearFault(name);
            } else {
                files.remove(pid(name));
                reportFault(
                        name,
                        "the file is a duplicate of " + selected
                                + ": the names differ only in case. The server ignores this file. Delete one of the two files");
            }
        }
    }

    /**
     * Selects one of the names. The name that a bundle reads takes precedence, then the name that was selected before, then the
     * first name.
     */
    private String selected(TreeSet<String> names) {
        return names.stream()
                .min(Comparator.comparing((String name) -> !isRead.test(pid(name)))
                        .thenComparing(name -> !name.equals(files.get(pid(name))))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private void reportFault(String name, String why) {
        faulty.add(name);
        problems.reportDegraded(name, why);
    }

    private void clearFault(String name) {
        if (faulty.remove(name)) {
            problems.resolve(name);
        }
    }
}
