package io.patchbay.connectors.files.tool;

import io.patchbay.api.CallContext;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.connectors.files.search.LeftOut;
import io.patchbay.connectors.files.search.Walk;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblem;
import io.patchbay.connectors.files.tree.StopCondition;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.typed.AsText;
import io.patchbay.typed.Description;
import io.patchbay.typed.Maximum;
import io.patchbay.typed.Minimum;
import io.patchbay.typed.Size;
import io.patchbay.typed.ToolFailure;
import io.patchbay.typed.TypedTool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Lists the files and folders in a folder. */
public final class ListTool {

    private final Supplier<Tree> tree;

    private ListTool(Supplier<Tree> tree) {
        this.tree = tree;
    }

    public static Tool of(Supplier<Tree> tree) {
        return TypedTool.of(
                ToolDefinition.readOnly(
                                "list",
                                "Lists the files and folders in a folder, in order of their names. Without a path, lists the root folders.")
                        .withTitle("List a folder"),
                Input.class,
                Output.class,
                new ListTool(tree)::list);
    }

    record Input(
            @Description("The folder, for example 'docs/guides'. Default: the root folders") @Size(max = 4096)
            Optional<String> path,

            @Description("The number of levels to list. Default: 1, which lists only the folder's own entries")
            @Minimum(1)
            @Maximum(64)
            Optional<Integer> depth,

            @Description("The 'next' value of a listing, to continue that listing") @Size(max = 8192)
            Optional<String> after) {}

    record Output(
            List<Item> entries,

            @Description("Present if there are more entries. Call again with this value as 'after'")
            Optional<String> next,

            @Description("The files and folders that could not be listed, with the reason")
            Optional<String> leftOut)
            implements AsText {
        @Override
        public String asText() {
            String lines = entries.isEmpty()
                    ? "No files or folders."
                    : entries.stream().map(Item::line).collect(Collectors.joining("\n"));
            return lines
                    + leftOut.map(message -> "\n\n" + message).orElse("")
                    + next.map(after -> "\n\nThere are more entries. List again with after='" + after + "'.")
                            .orElse("");
        }
    }

    private Output list(Input input, CallContext context) throws IOException {
        Tree snapshot = tree.get();
        FilePath path = PathParser.parse(input.path().orElse(""), snapshot.settings());
        int depth = input.depth().orElse(1);
        if (!path.isTop()) {
            return snapshot.withExistingSpelling(
                    path, start -> listBelow(snapshot, start, depth, after(snapshot, start, input.after()), context));
        }
        if (snapshot.settings().roots().isEmpty()) {
            throw new ToolFailure(
                    "No root folders are configured. Tell the operator of this server.", "root_unavailable");
        }
        // The roots themselves are the first level.
        return depth == 1
                ? listRoots(snapshot)
                : listBelow(snapshot, path, depth - 1, after(snapshot, path, input.after()), context);
    }

    private static Output listRoots(Tree snapshot) {
        List<Item> roots = new ArrayList<>();
        new TreeSet<>(snapshot.settings().roots().keySet())
                .forEach(root -> roots.add(Item.folder(FilePath.TOP.child(root))));
        return new Output(roots, Optional.empty(), Optional.empty());
    }

    private static Output listBelow(Tree snapshot, FilePath start, int depth, List<String> after, CallContext context)
            throws IOException {
        int maxEntries = snapshot.settings().limits().maxEntries();
        List<Item> entries = new ArrayList<>();
        LeftOut leftOut = new LeftOut();
        boolean all = new Walk(
                        snapshot, new Walk.Reach(depth, StopCondition.of(context)), leftOut, (path, entry, folder) -> {
                            if (entries.size() == maxEntries) {
                                return false;
                            }
                            entries.add(Item.of(path, entry));
                            return true;
                        })
                .run(start, after);
        return new Output(
                entries,
                all || entries.isEmpty() ? Optional.empty() : Optional.of(next(entries.get(entries.size() - 1))),
                leftOut.describe());
    }

    /** Returns the position at which the next listing continues, after a file or inside a folder. */
    private static String next(Item last) {
        return last.kind() == Item.Kind.FOLDER ? last.path() + "/" : last.path();
    }

    /**
     * @param after the {@code next} value of the last listing. Some callers return the value in another Unicode form,
     *     which may have another place in the order of names
     */
    private static List<String> after(Tree snapshot, FilePath start, Optional<String> after) throws IOException {
        if (after.isEmpty()) {
            return List.of();
        }
        List<String> names = namesOnDisk(snapshot, List.of(after.get().split("/", -1)));
        int length = start.names().size();
        if (names.size() <= length || !names.subList(0, length).equals(start.names())) {
            throw new ToolFailure(
                    "Nothing was listed: 'after' must be the 'next' value of a listing of the same folder.");
        }
        return names.subList(length, names.size());
    }

    private static List<String> namesOnDisk(Tree snapshot, List<String> names) throws IOException {
        if (names.stream().allMatch(name -> name.chars().allMatch(c -> c < 0x80))) {
            return names;
        }
        boolean continuesInside = names.get(names.size() - 1).isEmpty();
        try {
            FilePath path = FilePath.of(continuesInside ? names.subList(0, names.size() - 1) : names, "after");
            List<String> found =
                    new ArrayList<>(snapshot.withExistingSpelling(path, each -> requireExisting(snapshot, each))
                            .names());
            if (continuesInside) {
                found.add("");
            }
            return found;
        } catch (FileProblem e) {
            // The last listed entry no longer exists.
            return names;
        }
    }

    private static FilePath requireExisting(Tree snapshot, FilePath path) throws IOException {
        snapshot.entry(path);
        return path;
    }
}
