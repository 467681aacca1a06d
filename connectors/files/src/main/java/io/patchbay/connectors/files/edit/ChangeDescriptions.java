package io.patchbay.connectors.files.edit;

import io.patchbay.api.Change;
import io.patchbay.connectors.files.text.UnifiedDiff;
import io.patchbay.connectors.files.text.VisibleText;
import io.patchbay.connectors.files.tree.FilePath;
import java.util.List;
import java.util.Optional;

/** Describes a change for the person who decides whether to allow the change. */
public final class ChangeDescriptions {

    private ChangeDescriptions() {}

    public static Change created(FilePath path, ShownContent after) {
        return new Change(
                "Creates " + path + " with " + after.size() + " bytes.",
                Optional.empty(),
                Optional.of(after.shown()),
                after.text().map(text -> diff("/dev/null", path.toString(), "", text)));
    }

    public static Change replaced(FilePath path, ShownContent before, ShownContent after) {
        boolean text = before.text().isPresent() && after.text().isPresent();
        return new Change(
                "Changes " + path + " from " + before.size() + " to " + after.size() + " bytes.",
                Optional.of(before.shown()),
                Optional.of(after.shown()),
                text
                        ? Optional.of(diff(
                                path.toString(),
                                path.toString(),
                                before.text().get(),
                                after.text().get()))
                        : Optional.empty());
    }

    public static Change deleted(FilePath path, ShownContent before) {
        return new Change(
                "Deletes " + path + ", " + before.size() + " bytes.",
                Optional.of(before.shown()),
                Optional.empty(),
                before.text().map(text -> diff(path.toString(), "/dev/null", text, "")));
    }

    /** @param paths the path of the folder and all paths below it */
    public static Change folderDeleted(FilePath path, List<FilePath> paths) {
        String listing = ShownContent.truncate(String.join(
                "\n",
                paths.stream().map(each -> VisibleText.of(each.toString())).toList()));
        String what = paths.size() == 1
                ? "the empty folder " + path
                : path + " and the " + (paths.size() - 1) + " files and folders in it";
        return new Change("Deletes " + what + ".", Optional.of(listing), Optional.empty());
    }

    public static Change moved(FilePath from, FilePath to, String what, Optional<ShownContent> replaced) {
        return new Change(
                "Moves " + what + " " + from + " to " + to
                        + replaced.map(state -> ", replacing a file of " + state.size() + " bytes")
                                .orElse("") + ".",
                Optional.of(from.toString()
                        + replaced.map(state -> "\n" + to + ":\n" + state.shown())
                                .orElse("")),
                Optional.of(to.toString()),
                Optional.of("rename from " + VisibleText.of(from.toString()) + "\nrename to "
                        + VisibleText.of(to.toString())));
    }

    public static Change foldersCreated(List<FilePath> paths) {
        String names = String.join("\n", paths.stream().map(FilePath::toString).toList());
        return new Change(
                paths.isEmpty()
                        ? "Changes nothing: the folder already exists."
                        : "Creates " + paths.size() + " folders.",
                Optional.empty(),
                Optional.of(names));
    }

    private static String diff(String oldName, String newName, String before, String after) {
        return ShownContent.truncate(UnifiedDiff.of(VisibleText.of(oldName), VisibleText.of(newName), before, after));
    }
}
