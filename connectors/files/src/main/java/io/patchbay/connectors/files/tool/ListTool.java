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

/** Lists what is in a folder. */
public final class ListTool {

    private final Supplier<Tree> tree;

    private ListTool(Supplier<Tree> tree) {
        this.tree = tree;
    }

    public static Tool of(Supplier<Tree> tree) {
        return TypedTool.of(
                ToolDefinition.readOnly(
                                "list",
                                "Lists the files and folders in a folder, in order of their names. Without a path it lists the root folders there are.")
                        .withTitle("List a folder"),
                Input.class,
                Output.class,
                new ListTool(tree)::list);
    }

    record Input(
            @Description("The folder, for example 'docs/guides'; the root folders when left out") @Size(max = 4096)
            Optional<String> path,

            @Description("How many levels down; 1, the folder's own entries, when left out") @Minimum(1) @Maximum(64)
            Optional<Integer> depth,

            @Description("To go on with a listing: what it gave as 'next'") @Size(max = 8192)
            Optional<String> after) {}

    record Output(
            List<Item> entries,

            @Description("There is more: call again with this as 'after'")
            Optional<String> next,

            @Description("What is there but could not be listed, and why")
            Optional<String> leftOut)
            implements AsText {
        @Override
        public String asText() {
            String lines = entries.isEmpty()
                    ? "Nothing here."
                    : entries.stream().map(Item::line).collect(Collectors.joining("\n"));
            return lines
                    + leftOut.map(what -> "\n\n" + what).orElse("")
                    + next.map(after -> "\n\nThere is more: list again with after='" + after + "'.")
                            .orElse("");
        }
    }

    private Output list(Input input, CallContext context) throws IOException {
        Tree snapshot = tree.get();
        FilePath said = PathParser.path(input.path().orElse(""), snapshot.settings());
        int depth = input.depth().orElse(1);
        if (!said.isTop()) {
            return snapshot.spelled(
                    said, start -> below(snapshot, start, depth, after(snapshot, start, input.after()), context));
        }
        if (snapshot.settings().roots().isEmpty()) {
            throw new ToolFailure("No root folders are configured. Tell who runs this server.", "root_unavailable");
        }
        // The roots themselves are the first level.
        return depth == 1
                ? roots(snapshot)
                : below(snapshot, said, depth - 1, after(snapshot, said, input.after()), context);
    }

    private static Output roots(Tree snapshot) {
        List<Item> roots = new ArrayList<>();
        new TreeSet<>(snapshot.settings().roots().keySet())
                .forEach(root -> roots.add(Item.folder(FilePath.TOP.child(root))));
        return new Output(roots, Optional.empty(), Optional.empty());
    }

    private static Output below(Tree snapshot, FilePath start, int depth, List<String> after, CallContext context)
            throws IOException {
        int most = snapshot.settings().limits().maxEntries();
        List<Item> entries = new ArrayList<>();
        LeftOut leftOut = new LeftOut();
        boolean all = new Walk(
                        snapshot, new Walk.Reach(depth, StopCondition.of(context)), leftOut, (path, entry, folder) -> {
                            if (entries.size() == most) {
                                return false;
                            }
                            entries.add(Item.of(path, entry));
                            return true;
                        })
                .run(start, after);
        return new Output(
                entries,
                all || entries.isEmpty() ? Optional.empty() : Optional.of(next(entries.get(entries.size() - 1))),
                leftOut.said());
    }

    /** A folder that was listed last still has its entries to come. */
    private static String next(Item last) {
        return last.kind() == Item.Kind.FOLDER ? last.path() + "/" : last.path();
    }

    /** @param after may be spelled in another Unicode form than the listing gave, in which it has another place in the order */
    private static List<String> after(Tree snapshot, FilePath start, Optional<String> after) throws IOException {
        if (after.isEmpty()) {
            return List.of();
        }
        List<String> names = spelled(snapshot, List.of(after.get().split("/", -1)));
        int length = start.names().size();
        if (names.size() <= length || !names.subList(0, length).equals(start.names())) {
            throw new ToolFailure("'after' must be what the listing of the same folder gave as 'next'.");
        }
        return names.subList(length, names.size());
    }

    private static List<String> spelled(Tree snapshot, List<String> names) throws IOException {
        if (names.stream().allMatch(name -> name.chars().allMatch(c -> c < 0x80))) {
            return names;
        }
        boolean into = names.get(names.size() - 1).isEmpty();
        try {
            FilePath said = FilePath.of(into ? names.subList(0, names.size() - 1) : names, "after");
            List<String> there = new ArrayList<>(
                    snapshot.spelled(said, path -> existing(snapshot, path)).names());
            if (into) {
                there.add("");
            }
            return there;
        } catch (FileProblem e) {
            // What was listed last is gone by now.
            return names;
        }
    }

    private static FilePath existing(Tree snapshot, FilePath path) throws IOException {
        snapshot.entry(path);
        return path;
    }
}
