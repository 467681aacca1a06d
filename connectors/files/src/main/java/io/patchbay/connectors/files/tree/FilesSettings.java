package io.patchbay.connectors.files.tree;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The settings of one instance of the connector.
 *
 * @param roots the root folders by name, in the configured order
 * @param writable the names of the roots in which files may be changed
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
            throw new IllegalArgumentException(
                    "Invalid 'mcp.namespace': " + namespace + ". Use letters, digits, '.' and '-' only.");
        }
        roots = Collections.unmodifiableMap(new LinkedHashMap<>(roots));
        writable = Set.copyOf(writable);
        for (String root : writable) {
            if (!roots.containsKey(root)) {
                throw new IllegalArgumentException(
                        "Unknown root in 'writable': " + root + ". Use a name from 'roots'.");
            }
        }
    }

    /** Returns whether a name is visible to callers. Temporary names are never visible. */
    public boolean shows(String name) {
        return (hiddenFiles || !name.startsWith(".")) && !TemporaryNames.isName(name);
    }

    FilesSettings withoutLinks() {
        return new FilesSettings(namespace, roots, writable, limits, hiddenFiles, false, withoutHandles);
    }
}
