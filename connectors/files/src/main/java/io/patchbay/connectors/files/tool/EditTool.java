package io.patchbay.connectors.files.tool;

import io.patchbay.api.CallContext;
import io.patchbay.api.Change;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.connectors.files.edit.ChangeDescriptions;
import io.patchbay.connectors.files.edit.ChangeTarget;
import io.patchbay.connectors.files.edit.Edits;
import io.patchbay.connectors.files.edit.Expected;
import io.patchbay.connectors.files.edit.Payload;
import io.patchbay.connectors.files.edit.ShownContent;
import io.patchbay.connectors.files.edit.Writer;
import io.patchbay.connectors.files.text.Bytes;
import io.patchbay.connectors.files.text.TextForm;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblems;
import io.patchbay.connectors.files.tree.FolderEntry;
import io.patchbay.connectors.files.tree.HandleFolder;
import io.patchbay.connectors.files.tree.Stamp;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.typed.Description;
import io.patchbay.typed.Pattern;
import io.patchbay.typed.Size;
import io.patchbay.typed.ToolFailure;
import io.patchbay.typed.TypedTool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Replaces parts of the text in a file. */
public final class EditTool {

    private final Writer writer;

    private EditTool(Writer writer) {
        this.writer = writer;
    }

    public static Tool of(Writer writer) {
        EditTool tool = new EditTool(writer);
        return TypedTool.of(
                        ToolDefinition.destructive(
                                        "edit",
                                        "Replaces exact pieces of a text file, one after the other. If a piece is not found or occurs more than once,"
                                                + " nothing is changed. The tool keeps encoding and line ends. Write LF in both texts,"
                                                + " also for a file with other line ends.")
                                .withTitle("Edit a file"),
                        Input.class,
                        WrittenFile.class,
                        tool::edit)
                .withPreview(tool::preview);
    }

    record Input(
            @Description("The path, for example 'docs/guides/start.md'") @Size(min = 1, max = 4096)
            String path,

            @Size(min = 1, max = 1000) List<Edits.Edit> edits,

            @Description("Edit the file only if this is its current SHA-256 digest") @Pattern("^[0-9a-fA-F]{64}$")
            Optional<String> expectedSha256) {}

    private WrittenFile edit(Input input, CallContext context) throws IOException {
        Tree tree = writer.tree();
        FilePath path = PathParser.parseTarget(input.path(), tree.settings());
        return tree.change(path, folder -> {
            Edited edited = applyEdits(input, path, folder, tree, context);
            FolderEntry entry = writer.replace(folder, path, edited.stamp(), edited.after(), context);
            return WrittenFile.of(
                    path, tree.settings().namespace(), entry, edited.after().digest(), false);
        });
    }

    private Change preview(Input input, CallContext context) throws IOException {
        Tree tree = writer.tree();
        FilePath path = PathParser.parseTarget(input.path(), tree.settings());
        return tree.change(path, folder -> {
            Edited edited = applyEdits(input, path, folder, tree, context);
            return ChangeDescriptions.replaced(
                    path,
                    ShownContent.of(edited.before()),
                    ShownContent.of(edited.after().bytes()));
        });
    }

    /** @param stamp the state of the file when the tool read the file */
    private record Edited(Stamp stamp, byte[] before, Payload after) {}

    private static Edited applyEdits(Input input, FilePath path, HandleFolder folder, Tree tree, CallContext context)
            throws IOException {
        int maxBytes = tree.settings().limits().maxWriteBytes();
        FolderEntry entry = ChangeTarget.writableFile(folder, path);
        if (entry.size() > maxBytes) {
            throw FileProblems.tooLargeToWrite(path, entry.size(), maxBytes);
        }
        new Expected(input.expectedSha256(), Optional.empty()).check(folder, path, entry, context);
        byte[] before;
        try (SeekableByteChannel file = folder.open(path.name())) {
            before = Bytes.read(file, 0, maxBytes);
        }
        TextForm form = TextForm.of(before, true).orElseThrow(EditTool::notText);
        Payload after = new Payload(concatenate(
                before,
                form.markBytes(),
                Payload.encode(Edits.applyAll(decode(before, form), input.edits(), maxBytes), form.charset())));
        after.requireSize(path, maxBytes);
        return new Edited(entry.stamp(), before, after);
    }

    private static String decode(byte[] bytes, TextForm form) {
        try {
            return form.charset()
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, form.markBytes(), bytes.length - form.markBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw notText();
        }
    }

    private static byte[] concatenate(byte[] bytes, int mark, byte[] rest) {
        byte[] joined = Arrays.copyOf(bytes, mark + rest.length);
        System.arraycopy(rest, 0, joined, mark, rest.length);
        return joined;
    }

    private static ToolFailure notText() {
        return new ToolFailure(
                "Nothing was changed: the file is not text and cannot be edited. Replace the whole file with the tool write.",
                "not_text");
    }
}
