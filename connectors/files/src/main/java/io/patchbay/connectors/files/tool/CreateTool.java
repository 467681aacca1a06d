package io.patchbay.connectors.files.tool;

import io.patchbay.api.CallContext;
import io.patchbay.api.Change;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.connectors.files.edit.Changes;
import io.patchbay.connectors.files.edit.Payload;
import io.patchbay.connectors.files.edit.State;
import io.patchbay.connectors.files.edit.Target;
import io.patchbay.connectors.files.edit.Writer;
import io.patchbay.connectors.files.tree.Entry;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblem;
import io.patchbay.connectors.files.tree.HandleFolder;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.typed.Description;
import io.patchbay.typed.Size;
import io.patchbay.typed.TypedTool;
import java.io.IOException;
import java.util.Optional;

/** Makes a new file, and never replaces one. */
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
                                        "Makes a new file with text, or with any bytes as base64. Fails when there is one already.")
                                .withTitle("Create a file")
                                .withIdempotent(),
                        Input.class,
                        Written.class,
                        tool::create)
                .withPreview(tool::preview);
    }

    record Input(
            @Description("For example 'docs/guides/start.md'; the folder must be there") @Size(min = 1, max = 4096)
            String path,

            @Description("The content, written as UTF-8") Optional<String> text,

            @Description("The content of a file that is not text")
            Optional<String> base64) {}

    private Written create(Input input, CallContext context) throws IOException {
        Tree tree = writer.tree();
        FilePath path = Said.target(input.path(), tree.settings());
        Payload payload = payload(input, path, tree);
        return tree.change(path, folder -> {
            missing(folder, path);
            Entry entry = writer.create(folder, path, payload, context);
            return Written.of(path, tree.settings().namespace(), entry, payload.digest(), true);
        });
    }

    private Change preview(Input input, CallContext context) throws IOException {
        Tree tree = writer.tree();
        FilePath path = Said.target(input.path(), tree.settings());
        Payload payload = payload(input, path, tree);
        return tree.change(path, folder -> {
            missing(folder, path);
            return Changes.created(path, State.of(payload.bytes()));
        });
    }

    private static void missing(HandleFolder folder, FilePath path) throws IOException {
        if (!Target.nothing(folder, path)) {
            throw FileProblem.exists(path);
        }
    }

    private static Payload payload(Input input, FilePath path, Tree tree) {
        return Payload.of(
                input.text(), input.base64(), path, tree.settings().limits().maxWriteBytes());
    }
}
