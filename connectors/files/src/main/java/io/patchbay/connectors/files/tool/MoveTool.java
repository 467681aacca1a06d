package io.patchbay.connectors.files.tool;

import io.patchbay.api.CallContext;
import io.patchbay.api.Change;
import io.patchbay.api.Codes;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.connectors.files.edit.ChangeDescriptions;
import io.patchbay.connectors.files.edit.ChangeTarget;
import io.patchbay.connectors.files.edit.Move;
import io.patchbay.connectors.files.edit.ShownContent;
import io.patchbay.connectors.files.edit.Writer;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblems;
import io.patchbay.connectors.files.tree.FilesLimits;
import io.patchbay.connectors.files.tree.FolderEntry;
import io.patchbay.connectors.files.tree.HandleFolder;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.connectors.files.tree.Use;
import io.patchbay.typed.AsText;
import io.patchbay.typed.Description;
import io.patchbay.typed.Size;
import io.patchbay.typed.ToolFailure;
import io.patchbay.typed.TypedTool;
import java.io.IOException;
import java.util.Optional;

/** Moves or renames a file or folder. The new path can be in another root. */
public final class MoveTool {

    private final Writer writer;

    private MoveTool(Writer writer) {
        this.writer = writer;
    }

    public static Tool of(Writer writer) {
        MoveTool tool = new MoveTool(writer);
        return TypedTool.of(
                        ToolDefinition.destructive(
                                        "move",
                                        "Moves or renames a file or folder, also to another root. Fails if a file or folder exists at the new path."
                                                + " With overwrite=true, a file replaces an existing file.")
                                .withTitle("Move a file or folder")
                                .withIdempotent(),
                        Input.class,
                        Output.class,
                        tool::move)
                .withPreview(tool::preview);
    }

    record Input(
            @Description("The path of the file or folder to move, for example 'docs/draft.md'")
            @Size(min = 1, max = 4096)
            String from,

            @Description("The whole new path, for example 'docs/final/plan.md'. The folder must exist")
            @Size(min = 1, max = 4096)
            String to,

            @Description("Whether an existing file may be replaced. A folder is never replaced. Default: false")
            Optional<Boolean> overwrite) {}

    record Output(
            String from,

            @Description("The new path, to pass to other tools")
            String to,

            Item.Kind kind,
            boolean replaced)
            implements AsText {
        @Override
        public String asText() {
            return "Moved " + from + " to " + to + (replaced ? ", replacing an existing file." : ".");
        }
    }

    private Output move(Input input, CallContext context) throws IOException {
        return plan(input, move -> {
            move.run(writer, context);
            return new Output(
                    move.from().toString(),
                    move.to().toString(),
                    move.entry().isFolder() ? Item.Kind.FOLDER : Item.Kind.FILE,
                    move.replaced().isPresent());
        });
    }

    private Change preview(Input input, CallContext context) throws IOException {
        FilesLimits limits = writer.tree().settings().limits();
        return plan(input, move -> {
            Optional<ShownContent> replaced = move.replaced().isPresent()
                    ? Optional.of(ShownContent.of(move.target(), move.replaced().get(), limits))
                    : Optional.empty();
            String what = move.entry().isFolder() ? "the folder" : "the file";
            return ChangeDescriptions.moved(move.from(), move.to(), what, replaced);
        });
    }

    private <R> R plan(Input input, Use<Move, R> use) throws IOException {
        Tree tree = writer.tree();
        FilePath from = PathParser.parse(input.from(), tree.settings());
        FilePath to = PathParser.parseTarget(input.to(), tree.settings());
        if (to.equals(from)) {
            throw new ToolFailure("Nothing was moved: 'from' and 'to' are the same path.", Codes.INVALID_ARGUMENTS);
        }
        if (to.isIn(from)) {
            throw new ToolFailure(
                    "Nothing was moved: a folder cannot be moved into itself. Pass another 'to'.",
                    Codes.INVALID_ARGUMENTS);
        }
        return tree.change(
                from,
                source -> tree.change(
                        to,
                        target -> use.with(
                                plan(from, to, source, target, input.overwrite().orElse(false)))));
    }

    private static Move plan(FilePath from, FilePath to, HandleFolder source, HandleFolder target, boolean overwrite)
            throws IOException {
        FolderEntry entry = ChangeTarget.existing(source, from);
        if (entry.isFile()) {
            ChangeTarget.writableFile(source, from);
        }
        Optional<FolderEntry> existing = target.listedEntry(to.name());
        boolean exact = target.entry(to.name()).isPresent();
        if (existing.isPresent() && !exact && existing.get().stamp().isSameFile(entry.stamp())) {
            return new Move(from, to, source, target, entry, Optional.empty(), true);
        }
        Optional<FolderEntry> replaced = Optional.empty();
        if (!ChangeTarget.isAbsent(target, to)) {
            if (!overwrite || !entry.isFile() || !existing.get().isFile()) {
                throw FileProblems.exists(to);
            }
            replaced = Optional.of(ChangeTarget.writableFile(target, to));
        }
        return new Move(from, to, source, target, entry, replaced, false);
    }
}
