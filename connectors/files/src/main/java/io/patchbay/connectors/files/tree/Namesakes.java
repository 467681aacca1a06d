package io.patchbay.connectors.files.tree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds paths that differ from a given path only in the Unicode form of their names. */
final class Namesakes {

    private static final int MAX_CANDIDATES = 8;

    private final String namespace;
    private final Children children;

    /** @param namespace the namespace of the URIs in messages */
    Namesakes(String namespace, Children children) {
        this.namespace = namespace;
        this.children = children;
    }

    /** Lists children of folders. */
    interface Children {

        /** Returns the visible children of a folder whose names equal this name after normalisation. */
        List<FilePath> named(FilePath folder, String name) throws IOException;
    }

    /**
     * Returns the only existing path that equals this path after normalisation. Returns an empty result if no such path
     * exists.
     *
     * @param path a path that does not exist itself
     * @throws FileProblem if several such paths exist; the message names these paths
     */
    Optional<FilePath> find(FilePath path) throws IOException {
        List<FilePath> found = List.of(FilePath.TOP);
        for (String name : path.names()) {
            List<FilePath> next = new ArrayList<>();
            for (FilePath folder : found) {
                next.addAll(children.named(folder, name));
            }
            found = next.size() > MAX_CANDIDATES ? next.subList(0, MAX_CANDIDATES) : next;
        }
        if (found.size() > 1) {
            throw FileProblems.ambiguous(
                    path, found.stream().map(each -> each.uri(namespace)).toList());
        }
        return found.stream().filter(each -> !each.equals(path)).findFirst();
    }
}
