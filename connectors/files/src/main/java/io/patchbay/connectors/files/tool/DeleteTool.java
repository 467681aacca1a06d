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

/** Deletes a file, or a folder with what is in it. */
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
                                        "Deletes a file or an empty folder; with recursive=true a folder and all that is in it, within a limit.")
                                .withTitle("Delete a file or folder")
                                .withIdempotent(),
                        Input.class,
                        Output.class,
                        tool::delete)
                .withPreview(tool::preview);
    }

    record Input(
            @Description("For example 'docs/old.md'") @Size(min = 1, max = 4096)
            String path,

            @Description("Whether a folder is deleted with all that is in it")
            Optional<Boolean> recursive,

            @Description("Delete only when the file has this digest now") @Pattern("^[0-9a-fA-F]{64}$")
            Optional<String> expectedSha256) {}

    record Output(
            String path,
            @Description("How many files and folders") int deleted) implements AsText {
        @Override
        public String asText() {
            return "Deleted " + path
                    + (deleted == 1 ? "." : " and all that was in it, " + deleted + " files and folders.");
        }
    }

    private Output delete(Input input, CallContext context) throws IOException {
        Tree tree = writer.tree();
        FilePath path = PathParser.path(input.path(), tree.settings());
        return tree.change(path, folder -> {
            FolderEntry entry = existing(input, path, folder, context);
            if (entry.isFile()) {
                writer.step(path, context, () -> {
                    writer.check(folder, path, entry.stamp());
                    folder.remove(path.name());
                });
                folder.sync();
                return new Output(path.toString(), 1);
            }
            Removal removal =
                    Removal.of(folder, path, tree.settings(), input.recursive().orElse(false));
            writer.step(path, context, () -> removal.take(context));
            folder.sync();
            return new Output(path.toString(), removal.size());
        });
    }

    private Change preview(Input input, CallContext context) throws IOException {
        Tree tree = writer.tree();
        FilePath path = PathParser.path(input.path(), tree.settings());
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
                throw FileProblems.noFile(path);
            }
            return entry;
        }
        ChangeTarget.file(folder, path);
        new Expected(input.expectedSha256(), Optional.empty()).check(folder, path, entry, context);
        return entry;
    }
}
