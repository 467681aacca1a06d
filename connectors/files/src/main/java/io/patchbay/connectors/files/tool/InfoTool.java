package io.patchbay.connectors.files.tool;

import io.patchbay.api.CallContext;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.connectors.files.text.Bytes;
import io.patchbay.connectors.files.text.Digest;
import io.patchbay.connectors.files.text.MediaTypes;
import io.patchbay.connectors.files.text.TextForm;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FilesSettings;
import io.patchbay.connectors.files.tree.FolderEntry;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.typed.Description;
import io.patchbay.typed.Size;
import io.patchbay.typed.TypedTool;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Returns the attributes of one file or folder. */
public final class InfoTool {

    private final Supplier<Tree> tree;

    private InfoTool(Supplier<Tree> tree) {
        this.tree = tree;
    }

    public static Tool of(Supplier<Tree> tree) {
        return TypedTool.of(
                ToolDefinition.readOnly(
                                "info",
                                "Returns the kind, size and modification time of a file or folder, and the URI to read a file as a resource.")
                        .withTitle("About a file"),
                Input.class,
                Output.class,
                new InfoTool(tree)::info);
    }

    record Input(
            @Description("The path, for example 'docs/guides/start.md'") @Size(min = 1, max = 4096)
            String path) {}

    record Output(
            String path,
            Item.Kind kind,

            @Description("The URI of the resource, only for files")
            Optional<String> uri,

            @Description("The size in bytes") Optional<Long> size,
            Optional<Instant> modified,
            Optional<String> mediaType,

            @Description("Whether the file is text and can be read by lines")
            Optional<Boolean> text,

            @Description(
                    "The SHA-256 digest of the content, to pass as 'expectedSha256' with a change. Missing if the file is too large")
            Optional<String> sha256) {}

    private Output info(Input input, CallContext context) throws IOException {
        Tree snapshot = tree.get();
        return snapshot.withExistingSpelling(
                PathParser.parse(input.path(), snapshot.settings()), path -> info(snapshot, path));
    }

    private static Output info(Tree snapshot, FilePath path) throws IOException {
        FolderEntry entry = snapshot.entry(path);
        Item item = Item.of(path, entry);
        if (entry.isFolder()) {
            return new Output(
                    item.path(),
                    item.kind(),
                    Optional.empty(),
                    item.size(),
                    item.modified(),
                    item.mediaType(),
                    Optional.empty(),
                    Optional.empty());
        }
        return snapshot.file(path, file -> describe(snapshot.settings(), path, item, file));
    }

    private static Output describe(FilesSettings settings, FilePath path, Item item, SeekableByteChannel file)
            throws IOException {
        Optional<TextForm> form = TextForm.of(Bytes.head(file), file.size() <= TextForm.SAMPLE_BYTES);
        String fallback = form.isPresent() ? MediaTypes.TEXT : MediaTypes.BINARY;
        int maxBytes = settings.limits().maxFileBytes();
        return new Output(
                item.path(),
                item.kind(),
                Optional.of(path.uri(settings.namespace())),
                item.size(),
                item.modified(),
                Optional.of(item.mediaType().orElse(fallback)),
                Optional.of(form.isPresent()),
                file.size() > maxBytes ? Optional.empty() : Optional.of(Digest.of(Bytes.read(file, 0, maxBytes))));
    }
}
