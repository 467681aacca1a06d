package io.patchbay.connectors.files.tool;

import io.patchbay.api.CallContext;
import io.patchbay.api.Change;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.connectors.files.edit.ChangeDescriptions;
import io.patchbay.connectors.files.edit.ChangeTarget;
import io.patchbay.connectors.files.edit.Expected;
import io.patchbay.connectors.files.edit.Payload;
import io.patchbay.connectors.files.edit.ShownContent;
import io.patchbay.connectors.files.edit.Writer;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblems;
import io.patchbay.connectors.files.tree.FolderEntry;
import io.patchbay.connectors.files.tree.HandleFolder;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.typed.Description;
import io.patchbay.typed.Pattern;
import io.patchbay.typed.Size;
import io.patchbay.typed.TypedTool;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Writes the whole content of a new or existing file. */
public final class WriteTool {

    private final Writer writer;

    private WriteTool(Writer writer) {
        this.writer = writer;
    }

    public static Tool of(Writer writer) {
        WriteTool tool = new WriteTool(writer);
        return TypedTool.of(
                        ToolDefinition.destructive(
                                        "write",
                                        "Writes a whole file. Creates the file, or replaces its content. To keep"
                                                + " changes by others, pass the state that you"
                                                + " have read as 'expectedSha256' (from 'info' or the last write) or 'expectedModified'.")
                                .withTitle("Write a file")
                                .withIdempotent(),
                        Input.class,
                        WrittenFile.class,
                        tool::write)
                .withPreview(tool::preview);
    }

    record Input(
            @Description("The path, for example 'docs/guides/start.md'. The folder must exist")
            @Size(min = 1, max = 4096)
            String path,

            @Description("The content as text, which is written as UTF-8")
            Optional<String> text,

            @Description("The content as base64, for a file that is not text")
            Optional<String> base64,

            @Description("Write only if this is the current SHA-256 digest of the existing file")
            @Pattern("^[0-9a-fA-F]{64}$")
            Optional<String> expectedSha256,

            @Description("Write only if the existing file was last modified at this time, as returned by 'info'")
            Optional<Instant> expectedModified) {

        Expected expected() {
            return new Expected(expectedSha256, expectedModified);
        }

        /** Returns whether the file must exist. */
        boolean expectsFile() {
            return expectedSha256.isPresent() || expectedModified.isPresent();
        }
    }

    private WrittenFile write(Input input, CallContext context) throws IOException {
        Tree tree = writer.tree();
        FilePath path = PathParser.parseTarget(input.path(), tree.settings());
        Payload payload = payload(input, path, tree);
        return tree.change(path, folder -> {
            Optional<FolderEntry> before = checkedFile(input, path, folder, context);
            FolderEntry entry = before.isPresent()
                    ? writer.replace(folder, path, before.get().stamp(), payload, context)
                    : writer.create(folder, path, payload, context);
            return WrittenFile.of(path, tree.settings().namespace(), entry, payload.digest(), before.isEmpty());
        });
    }

    private Change preview(Input input, CallContext context) throws IOException {
        Tree tree = writer.tree();
        FilePath path = PathParser.parseTarget(input.path(), tree.settings());
        Payload payload = payload(input, path, tree);
        return tree.change(path, folder -> {
            Optional<FolderEntry> before = checkedFile(input, path, folder, context);
            return before.isPresent()
                    ? ChangeDescriptions.replaced(
                            path,
                            ShownContent.of(
                                    folder, before.get(), tree.settings().limits()),
                            ShownContent.of(payload.bytes()))
                    : ChangeDescriptions.created(path, ShownContent.of(payload.bytes()));
        });
    }

    private static Optional<FolderEntry> checkedFile(
            Input input, FilePath path, HandleFolder folder, CallContext context) throws IOException {
        Optional<FolderEntry> before = ChangeTarget.writableFileIfPresent(folder, path);
        if (before.isPresent()) {
            input.expected().check(folder, path, before.get(), context);
        } else if (input.expectsFile()) {
            throw FileProblems.changed(path);
        }
        return before;
    }

    private static Payload payload(Input input, FilePath path, Tree tree) {
        return Payload.of(
                input.text(), input.base64(), path, tree.settings().limits().maxWriteBytes());
    }
}
