package io.patchbay.connectors.files.tool;

import io.patchbay.api.CallContext;
import io.patchbay.api.Change;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.connectors.files.edit.ChangeDescriptions;
import io.patchbay.connectors.files.edit.ChangeTarget;
import io.patchbay.connectors.files.edit.Expected;
import io.patchbay.connectors.files.edit.Removal;
import io.patchbay.connectors.files.edit.ShownContent;
import io.patchbay.connectors.files.edit.Writer;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblems;
import io.patchbay.connectors.files.tree.FolderEntry;
import io.patchbay.connectors.files.tree.HandleFolder;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.typed.AsText;
import io.patchbay.typed.Description;
import io.patchbay.typed.Pattern;
import io.patchbay.typed.Size;
import io.patchbay.typed.TypedTool;
import java.io.IOException;
import java.util.Optional;

/** Deletes a file, or deletes a folder and everything in the folder. */
public final class DeleteTool {

    private final Writer writer;

    private DeleteTool(Writer writer) {
        this.writer = writer;
    }

    public static Tool of(Writer writer) {
        DeleteTool tool = new DeleteTool(writer);
        return TypedTool.of(
                        ToolDefinition.destructive(
                                        "delete",
                                        "Deletes a file or an empty folder. With recursive=true, deletes a folder and everything in it, up to a limit.")
                                .withTitle("Delete a file or folder")
                                .withIdempotent(),
                        Input.class,
                        Output.class,
                        tool::delete)
                .withPreview(tool::preview);
    }

    record Input(
            @Description("The path, for example 'docs/old.md'") @Size(min = 1, max = 4096)
            String path,

            @Description("Whether to delete a folder with everything in it. Default: false")
            Optional<Boolean> recursive,

            @Description("Delete the file only if this is its current SHA-256 digest") @Pattern("^[0-9a-fA-F]{64}$")
            Optional<String> expectedSha256) {}

    record Output(
            String path,

            @Description("The number of deleted files and folders")
            int deleted) implements AsText {
        @Override
        public String asText() {
            return "Deleted " + path
                    + (deleted == 1 ? "." : " and everything in it: " + deleted + " files and folders.");
        }
    }

    private Output delete(Input input, CallContext context) throws IOException {
        Tree tree = writer.tree();
        FilePath path = PathParser.parse(input.path(), tree.settings());
        return tree.change(path, folder -> {
            FolderEntry entry = existing(input, path, folder, context);
            if (entry.isFile()) {
                writer.runStep(path, context, () -> {
                    writer.requireUnchanged(folder, path, entry.stamp());
                    folder.remove(path.name());
                });
                folder.sync();
                return new Output(path.toString(), 1);
            }
            Removal removal =
                    Removal.of(folder, path, tree.settings(), input.recursive().orElse(false));
            writer.runStep(path, context, () -> removal.run(context));
            folder.sync();
            return new Output(path.toString(), removal.size());
        });
    }

    private Change preview(Input input, CallContext context) throws IOException {
        Tree tree = writer.tree();
        FilePath path = PathParser.parse(input.path(), tree.settings());
        return tree.change(path, folder -> {
            FolderEntry entry = existing(input, path, folder, context);
            return entry.isFile()
                    ? ChangeDescriptions.deleted(
                            path, ShownContent.of(folder, entry, tree.settings().limits()))
                    : ChangeDescriptions.folderDeleted(
                            path,
                            Removal.of(
                                            folder,
                                            path,
                                            tree.settings(),
                                            input.recursive().orElse(false))
                                    .paths());
        });
    }

    private static FolderEntry existing(Input input, FilePath path, HandleFolder folder, CallContext context)
            throws IOException {
        FolderEntry entry = ChangeTarget.existing(folder, path);
        if (entry.isFolder()) {
            if (input.expectedSha256().isPresent()) {
                throw FileProblems.notAFile(path);
            }
            return entry;
        }
        ChangeTarget.writableFile(folder, path);
        new Expected(input.expectedSha256(), Optional.empty()).check(folder, path, entry, context);
        return entry;
    }
}
