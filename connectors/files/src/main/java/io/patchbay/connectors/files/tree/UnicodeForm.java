package io.patchbay.connectors.files.tree;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Letters can be written in several ways: "ü" is one character, or a "u" with a mark. File systems keep the bytes, and people and models
 * see no difference; so readers are led to the only file whose path is the same but for that.
 */
public final class UnicodeForm {

    private static final int MAX_CANDIDATES = 8;

    private UnicodeForm() {}

    /** The text in its composed form. */
    public static String composed(String text) {
        return Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    public static boolean same(String one, String other) {
        return one.equals(other) || composed(one).equals(composed(other));
    }

    /**
     * The only path that is there and the same but for its form. Empty when there is none.
     *
     * @param path where nothing is
     * @throws FileProblem when there are several, which names them
     */
    static Optional<FilePath> other(Tree tree, FilePath path) throws IOException {
        List<FilePath> found = List.of(FilePath.TOP);
        for (String name : path.names()) {
            List<FilePath> next = new ArrayList<>();
            for (FilePath parent : found) {
                next.addAll(children(tree, parent, name));
            }
            found = next.size() > MAX_CANDIDATES ? next.subList(0, MAX_CANDIDATES) : next;
        }
        if (found.size() > 1) {
            throw FileProblem.ambiguous(
                    path,
                    found.stream()
                            .map(each -> each.uri(tree.settings().namespace()))
                            .toList());
        }
        return found.stream().filter(each -> !each.equals(path)).findFirst();
    }

    /** The names in a folder that are the same as this one, itself included. */
    public static List<String> alike(Folder folder, String name) throws IOException {
        String composed = composed(name);
        List<String> names = new ArrayList<>();
        folder.names(each -> {
            if (composed(each).equals(composed)) {
                names.add(each);
            }
        });
        return names;
    }

    private static List<FilePath> children(Tree tree, FilePath parent, String name) throws IOException {
        if (parent.isTop()) {
            return tree.settings().roots().keySet().stream()
                    .filter(root -> same(root, name))
                    .map(parent::child)
                    .toList();
        }
        try {
            return tree.folder(parent, folder -> {
                List<FilePath> children = new ArrayList<>();
                for (String each : alike(folder, name)) {
                    FilePath child = parent.child(each);
                    if (tree.settings().shows(each) && tree.seen(folder, child).isPresent()) {
                        children.add(child);
                    }
                }
                return children;
            });
        } catch (FileProblem e) {
            return List.of();
        }
    }
}
