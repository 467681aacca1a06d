package io.patchbay.connectors.files.tool;

import io.patchbay.api.CallContext;
import io.patchbay.api.Change;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.connectors.files.edit.ChangeDescriptions;
import io.patchbay.connectors.files.edit.ChangeTarget;
import io.patchbay.connectors.files.edit.Payload;
import io.patchbay.connectors.files.edit.ShownContent;
import io.patchbay.connectors.files.edit.Writer;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblems;
import io.patchbay.connectors.files.tree.FolderEntry;
import io.patchbay.connectors.files.tree.HandleFolder;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.typed.Description;
import io.patchbay.typed.Size;
import io.patchbay.typed.TypedTool;
import java.io.IOException;
import java.util.Optional;

/** Creates a new file. Never replaces a file. */
public final class CreateTool {

    private final Writer writer;

    private CreateTool(Writer writer) {
        this.writer = writer;
    }

    public static Tool of(Writer writer) {
        CreateTool tool = new CreateTool(writer);
        return TypedTool.of(
                        ToolDefinition.additive(
                                        "create",
                                        "Creates a new file from text, or from base64 for binary content. Fails if a"
                                                + " file or folder already exists at the path.")
                                .withTitle("Create a file")
                                .withIdempotent(),
                        Input.class,
                        WrittenFile.class,
                        tool::create)
                .withPreview(tool::preview);
    }

    record Input(
            @Description("The path, for example 'docs/guides/start.md'. The folder must exist")
            @Size(min = 1, max = 4096)
            String path,

            @Description("The content as text, which is written as UTF-8")
            Optional<String> text,

            @Description("The content as base64, for a file that is not text")
            Optional<String> base64) {}

    private WrittenFile create(Input input, CallContext context) throws IOException {
        Tree tree = writer.tree();
        FilePath path = PathParser.parseTarget(input.path(), tree.settings());
        Payload payload = payload(input, path, tree);
        return tree.change(path, folder -> {
            requireAbsent(folder, path);
            FolderEntry entry = writer.create(folder, path, payload, context);
            return WrittenFile.of(path, tree.settings().namespace(), entry, payload.digest(), true);
        });
    }

    private Change preview(Input input, CallContext context) throws IOException {
        Tree tree = writer.tree();
        FilePath path = PathParser.parseTarget(input.path(), tree.settings());
        Payload payload = payload(input, path, tree);
        return tree.change(path, folder -> {
            requireAbsent(folder, path);
            return ChangeDescriptions.created(path, ShownContent.of(payload.bytes()));
        });
    }

    private static void requireAbsent(HandleFolder folder, FilePath path) throws IOException {
        if (!ChangeTarget.isAbsent(folder, path)) {
            throw FileProblems.exists(path);
        }
    }

    private static Payload payload(Input input, FilePath path, Tree tree) {
        return Payload.of(
                input.text(), input.base64(), path, tree.settings().limits().maxWriteBytes());
    }
}
