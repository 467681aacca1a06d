package io.patchbay.connectors.files.tool;

import io.patchbay.api.CallContext;
import io.patchbay.api.Change;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.connectors.files.edit.ChangeDescriptions;
import io.patchbay.connectors.files.edit.ChangeTarget;
import io.patchbay.connectors.files.edit.Writer;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblems;
import io.patchbay.connectors.files.tree.HandleFolder;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.typed.AsText;
import io.patchbay.typed.Description;
import io.patchbay.typed.Size;
import io.patchbay.typed.TypedTool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes a folder, and those it is in. */
public final class MakeFolderTool {

    private final Writer writer;

    private MakeFolderTool(Writer writer) {
        this.writer = writer;
    }

    public static Tool of(Writer writer) {
        MakeFolderTool tool = new MakeFolderTool(writer);
        return TypedTool.of(
                        ToolDefinition.additive(
                                        "make_folder",
                                        "Makes a folder, with those above it that are missing. One that is there stays as it is.")
                                .withTitle("Make a folder")
                                .withIdempotent(),
                        Input.class,
                        Output.class,
                        tool::make)
                .withPreview(tool::preview);
    }

    record Input(
            @Description("For example 'docs/guides/new'") @Size(min = 1, max = 4096)
            String path) {}

    record Output(
            String path,

            @Description("Those that are new, from the top down")
            List<String> made) implements AsText {
        @Override
        public String asText() {
            return made.isEmpty() ? path + " was there already." : "Made " + String.join(", ", made) + ".";
        }
    }

    private Output make(Input input, CallContext context) throws IOException {
        Tree tree = writer.tree();
        FilePath path = PathParser.target(input.path(), tree.settings());
        List<String> made = new ArrayList<>();
        for (FilePath each : missing(tree, path)) {
            tree.change(each, folder -> {
                writer.step(each, context, () -> {
                    if (ChangeTarget.nothing(folder, each)) {
                        tree.makeFolder(each, folder, writer.temporary().name());
                        made.add(each.toString());
                    }
                });
                folder.sync();
                return each;
            });
        }
        if (!made.isEmpty()) {
            // They are made in the root: there may be left what an earlier run made.
            tree.change(new FilePath(path.names().subList(0, 2)), root -> {
                writer.clear(root);
                return root;
            });
        }
        return new Output(path.toString(), made);
    }

    private Change preview(Input input, CallContext context) throws IOException {
        Tree tree = writer.tree();
        return ChangeDescriptions.foldersMade(missing(tree, PathParser.target(input.path(), tree.settings())));
    }

    /** From the top down. All their names are looked at before one is made. */
    private static List<FilePath> missing(Tree tree, FilePath path) throws IOException {
        if (!path.names().stream().skip(1).allMatch(tree.settings()::shows)) {
            throw FileProblems.badName(path.toString());
        }
        List<FilePath> missing = new ArrayList<>();
        for (int steps = Math.min(2, path.names().size()); steps <= path.names().size(); steps++) {
            FilePath each = new FilePath(path.names().subList(0, steps));
            if (!missing.isEmpty() || tree.change(each, folder -> absent(folder, each))) {
                missing.add(each);
            }
        }
        return missing;
    }

    private static boolean absent(HandleFolder folder, FilePath path) throws IOException {
        if (ChangeTarget.nothing(folder, path)) {
            return true;
        }
        if (!ChangeTarget.existing(folder, path).isFolder()) {
            throw FileProblems.noFolder(path);
        }
        return false;
    }
}
