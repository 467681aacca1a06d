package io.patchbay.connectors.files.tree;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How one instance is configured.
 *
 * @param roots by name, in the configured order
 * @param writable the names of those roots in which files may be changed
 */
public record FilesSettings(
        String namespace,
        Map<String, Path> roots,
        Set<String> writable,
        FilesLimits limits,
        boolean hiddenFiles,
        boolean followSymlinks,
        boolean withoutHandles) {

    public FilesSettings {
        requireNonNull(namespace, "namespace");
        requireNonNull(limits, "limits");
        if (!namespace.matches("[A-Za-z0-9.-]*")) {
            throw new IllegalArgumentException("Not a namespace: " + namespace);
        }
        roots = Collections.unmodifiableMap(new LinkedHashMap<>(roots));
        writable = Set.copyOf(writable);
        for (String root : writable) {
            if (!roots.containsKey(root)) {
                throw new IllegalArgumentException("Not the name of a root, and so not writable: " + root);
            }
        }
    }

    /** Whether a name may be seen at all. Files that are still being written have no name yet. */
    public boolean shows(String name) {
        return (hiddenFiles || !name.startsWith(".")) && !TemporaryNames.isName(name);
    }

    FilesSettings withoutLinks() {
        return new FilesSettings(namespace, roots, writable, limits, hiddenFiles, false, withoutHandles);
    }
}
