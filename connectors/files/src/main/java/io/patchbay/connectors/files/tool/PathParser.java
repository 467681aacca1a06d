package io.patchbay.connectors.files.tool;

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
 * Parses paths in the forms that models write. Examples are a path with extra slashes, the URI of a resource, and the
 * absolute path of a file in a root. The result always consists of the name of a root and the names below the root. The
 * class does not open files. The result is opened in the same way as any other path.
 */
final class PathParser {

    /** The forms of a file URI in RFC 8089: without an authority, with an empty authority, and with the local host. */
    private static final Pattern FILE = Pattern.compile("(?i)file:(//(localhost)?)?(?=/)");

    private PathParser() {}

    static FilePath parse(String text, FilesSettings settings) {
        String own = FilePath.prefix(settings.namespace());
        int scheme = own.indexOf("//") + 2;
        if (text.regionMatches(true, 0, own, 0, scheme)) {
            String uri = own.substring(0, scheme)
                    + (text.endsWith("/") ? text.substring(scheme, text.length() - 1) : text.substring(scheme));
            return own.equals(uri + "/") ? FilePath.TOP : FilePath.ofUri(uri, settings.namespace());
        }
        Matcher file = FILE.matcher(text);
        if (file.lookingAt()) {
            String path = FilePath.decode(text.substring(file.end()), text);
            return inRoot(path, settings).orElseThrow(() -> FileProblem.missing(text));
        }
        Optional<FilePath> absolute = text.startsWith("/") ? inRoot(text, settings) : Optional.empty();
        return absolute.orElseGet(() -> FilePath.of(text));
    }

    /** Parses the path of a file to be written. Refuses a name that looks like a different name. */
    static FilePath parseTarget(String text, FilesSettings settings) {
        FilePath path;
        try {
            path = parse(text, settings);
        } catch (FileProblem e) {
            throw FileProblems.invalidPath(text);
        }
        if (path.toString().codePoints().anyMatch(PathParser::changesDirection)) {
            throw FileProblems.invalidPath(text);
        }
        return path;
    }

    /**
     * Converts an absolute path to a path in a root. Compares only the names, without access to the disk. Refuses
     * {@code ..}. If one root is inside another root, the inner root is used.
     */
    private static Optional<FilePath> inRoot(String text, FilesSettings settings) {
        List<String> names = FilePath.splitNames(text);
        return settings.roots().entrySet().stream()
                .filter(root -> root.getValue().getNameCount() > 0 && startsWith(names, names(root.getValue())))
                .max(Comparator.comparingInt(
                        (Map.Entry<String, Path> root) -> root.getValue().getNameCount()))
                .map(root -> {
                    List<String> path = new ArrayList<>(List.of(root.getKey()));
                    path.addAll(names.subList(root.getValue().getNameCount(), names.size()));
                    return FilePath.of(path, text);
                });
    }

    private static List<String> names(Path path) {
        List<String> names = new ArrayList<>();
        path.forEach(name -> names.add(name.toString()));
        return names;
    }

    private static boolean startsWith(List<String> names, List<String> folder) {
        if (names.size() < folder.size()) {
            return false;
        }
        for (int i = 0; i < folder.size(); i++) {
            if (!UnicodeForm.isSame(names.get(i), folder.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a character changes the direction of the text after it. */
    private static boolean changesDirection(int c) {
        return c == 0x061C || c >= 0x200E && c <= 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }
}
