package io.patchbay.connectors.files.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Resolves symbolic links to paths below their root. */
final class Links {

    private Links() {}

    /**
     * Returns the names from the root to the target of a link. The caller opens the target like any other path. A later
     * change of the link therefore does no harm.
     *
     * @param root the real path of the root, with all links resolved
     * @param before the names from the root to the folder of the link
     * @throws NoSuchFileException if the target is not in the root
     */
    static List<String> resolve(Path root, List<String> before, String link) throws IOException {
        Path target =
                Files.readSymbolicLink(root.resolve(String.join("/", before)).resolve(link));
        List<String> names = new ArrayList<>(before);
        if (target.isAbsolute()) {
            if (!target.startsWith(root)) {
                throw new NoSuchFileException(link);
            }
            names.clear();
            target = root.relativize(target);
        }
        for (Path name : target) {
            if (name.toString().equals("..")) {
                if (names.isEmpty()) {
                    throw new NoSuchFileException(link);
                }
                names.remove(names.size() - 1);
            } else if (!name.toString().isEmpty() && !name.toString().equals(".")) {
                names.add(name.toString());
            }
        }
        return names;
    }
}
