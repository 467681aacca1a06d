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

/** Gives a file its content, whether it is there or not. */
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
                                        "Writes a whole file: makes it, or replaces all that was in it. Say what you have read as 'expectedSha256' (the tools"
                                                + " 'info' and those that write tell it) or 'expectedModified', so that nobody's change is lost.")
                                .withTitle("Write a file")
                                .withIdempotent(),
                        Input.class,
                        WrittenFile.class,
                        tool::write)
                .withPreview(tool::preview);
    }

    record Input(
            @Description("For example 'docs/guides/start.md'; the folder must be there") @Size(min = 1, max = 4096)
            String path,

            @Description("The content, written as UTF-8") Optional<String> text,

            @Description("The content of a file that is not text")
            Optional<String> base64,

            @Description("Write only when the file there has this digest now") @Pattern("^[0-9a-fA-F]{64}$")
            Optional<String> expectedSha256,

            @Description("Write only when the file there was modified then, as 'info' says it")
            Optional<Instant> expectedModified) {

        Expected expected() {
            return new Expected(expectedSha256, expectedModified);
        }

        /** Whether it must be there. */
        boolean expects() {
            return expectedSha256.isPresent() || expectedModified.isPresent();
        }
    }

    private WrittenFile write(Input input, CallContext context) throws IOException {
        Tree tree = writer.tree();
        FilePath path = PathParser.target(input.path(), tree.settings());
        Payload payload = payload(input, path, tree);
        return tree.change(path, folder -> {
            Optional<FolderEntry> before = before(input, path, folder, context);
            FolderEntry entry = before.isPresent()
                    ? writer.replace(folder, path, before.get().stamp(), payload, context)
                    : writer.create(folder, path, payload, context);
            return WrittenFile.of(path, tree.settings().namespace(), entry, payload.digest(), before.isEmpty());
        });
    }

    private Change preview(Input input, CallContext context) throws IOException {
        Tree tree = writer.tree();
        FilePath path = PathParser.target(input.path(), tree.settings());
        Payload payload = payload(input, path, tree);
        return tree.change(path, folder -> {
            Optional<FolderEntry> before = before(input, path, folder, context);
            return before.isPresent()
                    ? ChangeDescriptions.replaced(
                            path,
                            ShownContent.of(
                                    folder, before.get(), tree.settings().limits()),
                            ShownContent.of(payload.bytes()))
                    : ChangeDescriptions.created(path, ShownContent.of(payload.bytes()));
        });
    }

    private static Optional<FolderEntry> before(Input input, FilePath path, HandleFolder folder, CallContext context)
            throws IOException {
        Optional<FolderEntry> before = ChangeTarget.fileOrNothing(folder, path);
        if (before.isPresent()) {
            input.expected().check(folder, path, before.get(), context);
        } else if (input.expects()) {
            throw FileProblems.changed(path);
        }
        return before;
    }

    private static Payload payload(Input input, FilePath path, Tree tree) {
        return Payload.of(
                input.text(), input.base64(), path, tree.settings().limits().maxWriteBytes());
    }
}
