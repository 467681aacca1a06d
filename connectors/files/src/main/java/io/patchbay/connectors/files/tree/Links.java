package io.patchbay.connectors.files.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where symbolic links lead, as steps from their root. */
final class Links {

    private Links() {}

    /**
     * The steps from the root to where a link points. Its text may be old by now: it is only ever a path to be gone like others.
     *
     * @param root as it really is, links resolved
     * @param before the steps to the link's folder
     * @throws NoSuchFileException when it leads out of the root
     */
    static List<String> around(Path root, List<String> before, String link) throws IOException {
        Path target =
                Files.readSymbolicLink(root.resolve(String.join("/", before)).resolve(link));
        List<String> steps = new ArrayList<>(before);
        if (target.isAbsolute()) {
            if (!target.startsWith(root)) {
                throw new NoSuchFileException(link);
            }
            steps.clear();
            target = root.relativize(target);
        }
        for (Path step : target) {
            if (step.toString().equals("..")) {
                if (steps.isEmpty()) {
                    throw new NoSuchFileException(link);
                }
                steps.remove(steps.size() - 1);
            } else if (!step.toString().isEmpty() && !step.toString().equals(".")) {
                steps.add(step.toString());
            }
        }
        return steps;
    }
}
