package io.patchbay.connectors.files.tool;

import io.patchbay.api.CallContext;
import io.patchbay.api.Content;
import io.patchbay.api.Contents;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.connectors.files.text.Bytes;
import io.patchbay.connectors.files.text.LinePart;
import io.patchbay.connectors.files.text.MediaTypes;
import io.patchbay.connectors.files.text.TextForm;
import io.patchbay.connectors.files.text.TextPart;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblems;
import io.patchbay.connectors.files.tree.FilesSettings;
import io.patchbay.connectors.files.tree.StopCondition;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.typed.Description;
import io.patchbay.typed.Minimum;
import io.patchbay.typed.Size;
import io.patchbay.typed.ToolFailure;
import io.patchbay.typed.TypedTool;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Reads a whole file or a part of a file. */
public final class ReadTool {

    private final Supplier<Tree> tree;

    private ReadTool(Supplier<Tree> tree) {
        this.tree = tree;
    }

    public static Tool of(Supplier<Tree> tree) {
        return TypedTool.of(
                ToolDefinition.readOnly(
                                "read",
                                "Reads a file. Returns text as text, and other content as an embedded resource. Cuts"
                                        + " long text, and then says how to continue."
                                        + " To read a part, pass lines (firstLine, lines) or bytes (offset, bytes).")
                        .withTitle("Read a file"),
                Input.class,
                new ReadTool(tree)::read);
    }

    record Input(
            @Description("The path, for example 'docs/guides/start.md'") @Size(min = 1, max = 4096)
            String path,

            @Description("The first line to read, from 1") @Minimum(1)
            Optional<Long> firstLine,

            @Description("The number of lines to read") @Minimum(1)
            Optional<Long> lines,

            @Description("The first byte to read, from 0") @Minimum(0)
            Optional<Long> offset,

            @Description("The number of bytes to read") @Minimum(1)
            Optional<Long> bytes) {

        Input {
            if ((firstLine.isPresent() || lines.isPresent()) && (offset.isPresent() || bytes.isPresent())) {
                throw new IllegalArgumentException("Read by lines or by bytes, not by both.");
            }
        }

        boolean byLines() {
            return firstLine.isPresent() || lines.isPresent();
        }

        boolean byBytes() {
            return offset.isPresent() || bytes.isPresent();
        }
    }

    private ToolResult read(Input input, CallContext context) throws IOException {
        Tree snapshot = tree.get();
        return snapshot.withExistingSpelling(
                PathParser.parse(input.path(), snapshot.settings()), path -> read(snapshot, path, input, context));
    }

    private static ToolResult read(Tree snapshot, FilePath path, Input input, CallContext context) throws IOException {
        return snapshot.file(path, file -> {
            Optional<TextForm> form = TextForm.of(Bytes.head(file), file.size() <= TextForm.SAMPLE_BYTES);
            if (!input.byLines()) {
                return readBytes(input, snapshot.settings(), path, file, form);
            }
            if (form.isEmpty()) {
                throw new ToolFailure(
                        "Nothing was read: the file is not text and has no lines. Read the file by bytes (offset, bytes).",
                        "not_text");
            }
            return readLines(
                    input, snapshot.settings().limits().maxFileBytes(), file, form.get(), StopCondition.of(context));
        });
    }

    private static ToolResult readBytes(
            Input input, FilesSettings settings, FilePath path, SeekableByteChannel file, Optional<TextForm> form)
            throws IOException {
        long size = file.size();
        long from = input.offset().orElse(0L);
        int maxBytes = (int)
                Math.min(input.bytes().orElse(Long.MAX_VALUE), settings.limits().maxFileBytes());
        if (!input.byBytes() && form.isEmpty() && size > maxBytes) {
            throw FileProblems.tooLarge(path, size, maxBytes);
        }
        if (from > 0 && from >= size) {
            throw new ToolFailure("The file has only " + size + " bytes. Use a smaller offset.", "out_of_range");
        }
        byte[] data = Bytes.read(file, from, maxBytes);
        Optional<TextPart> text = form.flatMap(as -> TextPart.of(as, data, from, size));
        if (text.isPresent()) {
            long start = from == 0 ? 0 : from + text.get().start();
            return answer(
                    Content.text(text.get().text()),
                    note(start, from + text.get().end(), size));
        }
        Contents blob = Contents.blob(
                path.uri(settings.namespace()), MediaTypes.of(path.name()).orElse(MediaTypes.BINARY), data);
        return answer(Content.embedded(blob), note(from, from + data.length, size));
    }

    private static Optional<String> note(long start, long end, long size) {
        if (start == 0 && end >= size) {
            return Optional.empty();
        }
        String more = end < size ? " Continue with offset=" + end + "." : "";
        return Optional.of("[Bytes " + start + " to " + end + " of " + size + "." + more + "]");
    }

    private static ToolResult readLines(
            Input input, int maxChars, SeekableByteChannel file, TextForm form, BooleanSupplier ended)
            throws IOException {
        file.position(form.markBytes());
        LinePart part = LinePart.of(
                form.lines(file), input.firstLine().orElse(1L), input.lines().orElse(Long.MAX_VALUE), maxChars, ended);
        return answer(Content.text(part.text()), part.note());
    }

    private static ToolResult answer(Content content, Optional<String> note) {
        List<Content> blocks = new ArrayList<>(List.of(content));
        note.map(Content::text).ifPresent(blocks::add);
        return new ToolResult.Complete(blocks, Optional.empty());
    }
}
