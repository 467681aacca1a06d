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

/** Creates a folder and its missing parent folders. */
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
                                        "Creates a folder and the missing folders above it. Does not change an existing folder.")
                                .withTitle("Make a folder")
                                .withIdempotent(),
                        Input.class,
                        Output.class,
                        tool::make)
                .withPreview(tool::preview);
    }

    record Input(
            @Description("The path, for example 'docs/guides/new'") @Size(min = 1, max = 4096)
            String path) {}

    record Output(
            String path,

            @Description("The new folders, from the top down")
            List<String> made) implements AsText {
        @Override
        public String asText() {
            return made.isEmpty() ? path + " already exists." : "Created " + String.join(", ", made) + ".";
        }
    }

    private Output make(Input input, CallContext context) throws IOException {
        Tree tree = writer.tree();
        FilePath path = PathParser.parseTarget(input.path(), tree.settings());
        List<String> made = new ArrayList<>();
        for (FilePath each : missingFolders(tree, path)) {
            tree.change(each, folder -> {
                writer.runStep(each, context, () -> {
                    if (ChangeTarget.isAbsent(folder, each)) {
                        tree.makeFolder(each, folder, writer.temporary().name());
                        made.add(each.toString());
                    }
                });
                folder.sync();
                return each;
            });
        }
        if (!made.isEmpty()) {
            // New folders are first created in the root, where an earlier run may have left temporary folders.
            tree.change(new FilePath(path.names().subList(0, 2)), root -> {
                writer.clearLeftovers(root);
                return root;
            });
        }
        return new Output(path.toString(), made);
    }

    private Change preview(Input input, CallContext context) throws IOException {
        Tree tree = writer.tree();
        return ChangeDescriptions.foldersCreated(
                missingFolders(tree, PathParser.parseTarget(input.path(), tree.settings())));
    }

    /** Returns the missing folders from the top down. Checks all names before any folder is created. */
    private static List<FilePath> missingFolders(Tree tree, FilePath path) throws IOException {
        if (!path.names().stream().skip(1).allMatch(tree.settings()::shows)) {
            throw FileProblems.invalidPath(path.toString());
        }
        List<FilePath> missing = new ArrayList<>();
        for (int steps = Math.min(2, path.names().size()); steps <= path.names().size(); steps++) {
            FilePath each = new FilePath(path.names().subList(0, steps));
            if (!missing.isEmpty() || tree.change(each, folder -> isAbsent(folder, each))) {
                missing.add(each);
            }
        }
        return missing;
    }

    private static boolean isAbsent(HandleFolder folder, FilePath path) throws IOException {
        if (ChangeTarget.isAbsent(folder, path)) {
            return true;
        }
        if (!ChangeTarget.existing(folder, path).isFolder()) {
            throw FileProblems.notAFolder(path);
        }
        return false;
    }
}
