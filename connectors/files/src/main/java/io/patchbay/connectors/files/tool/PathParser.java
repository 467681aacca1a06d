package io.patchbay.connectors.files.tool;

import io.patchbay.connectors.files.text.VisibleText;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblem;
import io.patchbay.connectors.files.tree.FileProblems;
import io.patchbay.connectors.files.tree.FilesSettings;
import io.patchbay.connectors.files.tree.UnicodeForm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads paths as models write them: with slashes to spare, as the URI of the resource, or as the absolute path of a file in a root.
 * Whatever the spelling, the result is the name of a root and names below it, reached by handles like any other path.
 */
final class PathParser {

    /** RFC 8089 has the forms without an authority, with an empty one, and with the local host. */
    private static final Pattern FILE = Pattern.compile("(?i)file:(//(localhost)?)?(?=/)");

    private PathParser() {}

    static FilePath path(String text, FilesSettings settings) {
        String own = FilePath.prefix(settings.namespace());
        int scheme = own.indexOf("//") + 2;
        if (text.regionMatches(true, 0, own, 0, scheme)) {
            String uri = own.substring(0, scheme)
                    + (text.endsWith("/") ? text.substring(scheme, text.length() - 1) : text.substring(scheme));
            return own.equals(uri + "/") ? FilePath.TOP : FilePath.ofUri(uri, settings.namespace());
        }
        Matcher file = FILE.matcher(text);
        if (file.lookingAt()) {
            String path = FilePath.decoded(text.substring(file.end()), text);
            return inRoot(path, settings).orElseThrow(() -> FileProblem.missing(text));
        }
        Optional<FilePath> absolute = text.startsWith("/") ? inRoot(text, settings) : Optional.empty();
        return absolute.orElseGet(() -> FilePath.of(text));
    }

    /** The same for what is to be written: a name that could be mistaken for another is refused. */
    static FilePath target(String text, FilesSettings settings) {
        FilePath path;
        try {
            path = path(text, settings);
        } catch (FileProblem e) {
            throw FileProblems.badName(text);
        }
        if (path.toString().codePoints().anyMatch(VisibleText::turnsText)) {
            throw FileProblems.badName(text);
        }
        return path;
    }

    /** Compares names only: nothing is looked up, and a step up leads nowhere. Of roots in each other the inner one counts. */
    private static Optional<FilePath> inRoot(String text, FilesSettings settings) {
        List<String> steps = FilePath.steps(text);
        return settings.roots().entrySet().stream()
                .filter(root -> root.getValue().getNameCount() > 0 && below(steps, names(root.getValue())))
                .max(Comparator.comparingInt(
                        (Map.Entry<String, Path> root) -> root.getValue().getNameCount()))
                .map(root -> {
                    List<String> names = new ArrayList<>(List.of(root.getKey()));
                    names.addAll(steps.subList(root.getValue().getNameCount(), steps.size()));
                    return FilePath.of(names, text);
                });
    }

    private static List<String> names(Path path) {
        List<String> names = new ArrayList<>();
        path.forEach(name -> names.add(name.toString()));
        return names;
    }

    private static boolean below(List<String> steps, List<String> folder) {
        if (steps.size() < folder.size()) {
            return false;
        }
        for (int i = 0; i < folder.size(); i++) {
            if (!UnicodeForm.same(steps.get(i), folder.get(i))) {
                return false;
            }
        }
        return true;
    }
}
