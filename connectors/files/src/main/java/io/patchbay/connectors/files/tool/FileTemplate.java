package io.patchbay.connectors.files.tool;

import io.patchbay.api.Annotations;
import io.patchbay.api.CallContext;
import io.patchbay.api.CallException;
import io.patchbay.api.Completion;
import io.patchbay.api.Contents;
import io.patchbay.api.Level;
import io.patchbay.api.Page;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.ResourceResult;
import io.patchbay.api.ResourceTemplate;
import io.patchbay.api.TemplateDefinition;
import io.patchbay.connectors.files.search.LeftOut;
import io.patchbay.connectors.files.search.Walk;
import io.patchbay.connectors.files.text.Bytes;
import io.patchbay.connectors.files.text.MediaTypes;
import io.patchbay.connectors.files.text.TextForm;
import io.patchbay.connectors.files.text.TextPart;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblem;
import io.patchbay.connectors.files.tree.FileProblems;
import io.patchbay.connectors.files.tree.FirstNames;
import io.patchbay.connectors.files.tree.FolderEntry;
import io.patchbay.connectors.files.tree.StopCondition;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.connectors.files.tree.UnicodeForm;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Serves all files as resources. Lists the files page by page, reads whole files, and completes paths folder by folder.
 */
public final class FileTemplate implements ResourceTemplate {

    private static final int MAX_COMPLETIONS = 100;
    private static final int MAX_VISITS_PER_PAGE = 20_000;
    private static final int INVALID_PARAMETERS = -32602;
    private static final int INTERNAL_ERROR = -32603;

    private final String namespace;
    private final Supplier<Tree> tree;

    public FileTemplate(String namespace, Supplier<Tree> tree) {
        this.namespace = namespace;
        this.tree = tree;
    }

    @Override
    public TemplateDefinition definition() {
        return TemplateDefinition.of(FilePath.prefix(namespace) + "{+path}", "files")
                .withTitle("Files")
                .withDescription(
                        "A file by its path: the name of a root folder, the names of the folders below it, and the name of the file");
    }

    @Override
    public ResourceResult read(URI uri, Map<String, String> variables, CallContext context)
            throws IOException, CallException {
        try {
            Tree snapshot = tree.get();
            Contents contents = snapshot.withExistingSpelling(
                    FilePath.of(uri, namespace), path -> snapshot.file(path, file -> contents(uri, path, file)));
            return ResourceResult.of(contents);
        } catch (FileProblem e) {
            if (e.isMissing()) {
                return ResourceResult.notFound();
            }
            throw new CallException(e.isRequest() ? INVALID_PARAMETERS : INTERNAL_ERROR, e.getMessage());
        }
    }

    @Override
    public Page<ResourceDefinition> list(Optional<String> cursor, CallContext context) throws IOException {
        Tree snapshot = tree.get();
        PageBuilder page = new PageBuilder(snapshot.settings().limits().maxEntries());
        LeftOut leftOut = new LeftOut();
        boolean all = new Walk(
                        snapshot,
                        new Walk.Reach(Walk.MAX_DEPTH, StopCondition.untilCancelled(context)),
                        leftOut,
                        (path, entry, folder) -> page.add(path, entry))
                .run(
                        FilePath.TOP,
                        cursor.map(after -> List.of(after.split("/", -1))).orElse(List.of()));
        // A page of resources has no field for the entries that were left out.
        leftOut.describe().ifPresent(message -> context.log(Level.WARNING, message));
        return new Page<>(page.resources, all ? Optional.empty() : page.last);
    }

    @Override
    public Completion complete(String variable, String typed, Map<String, String> known, CallContext context)
            throws IOException {
        if (!variable.equals("path")) {
            return Completion.none();
        }
        int slash = typed.lastIndexOf('/');
        String start = typed.substring(slash + 1);
        try {
            List<String> proposals = slash < 0
                    ? completeRoots(start)
                    : tree.get()
                            .withExistingSpelling(
                                    FilePath.of(typed.substring(0, slash)), parent -> completeNames(parent, start));
            boolean more = proposals.size() > MAX_COMPLETIONS;
            return more
                    ? new Completion(proposals.subList(0, MAX_COMPLETIONS), OptionalInt.empty(), true)
                    : Completion.of(proposals);
        } catch (FileProblem e) {
            return Completion.none();
        }
    }

    /** Collects the resources of one page. */
    private final class PageBuilder {

        private final int maxResources;
        private final List<ResourceDefinition> resources = new ArrayList<>();
        private Optional<String> last = Optional.empty();
        private int visits;

        PageBuilder(int maxResources) {
            this.maxResources = maxResources;
        }

        /**
         * Adds an entry. Returns whether the page has room for another entry. A page also ends after {@link
         * #MAX_VISITS_PER_PAGE} entries.
         */
        boolean add(FilePath path, FolderEntry entry) {
            if (entry.isFile()) {
                resources.add(resource(path, entry));
            }
            // A page contains a folder before its entries.
            last = Optional.of(entry.isFolder() ? path + "/" : path.toString());
            return resources.size() < maxResources && ++visits < MAX_VISITS_PER_PAGE;
        }
    }

    private ResourceDefinition resource(FilePath path, FolderEntry entry) {
        ResourceDefinition resource = ResourceDefinition.of(path.uri(namespace), path.toString())
                .withTitle(path.name())
                .withSize(entry.size())
                .withAnnotations(new Annotations(Set.of(), OptionalDouble.empty(), Optional.of(entry.modified())));
        return MediaTypes.of(path.name()).map(resource::withMimeType).orElse(resource);
    }

    private Contents contents(URI uri, FilePath path, SeekableByteChannel file) throws IOException {
        int maxBytes = tree.get().settings().limits().maxFileBytes();
        long size = file.size();
        if (size > maxBytes) {
            throw FileProblems.tooLarge(path, size, maxBytes);
        }
        byte[] bytes = Bytes.read(file, 0, maxBytes);
        Optional<TextPart> text = TextForm.of(bytes, true).flatMap(form -> TextPart.of(form, bytes, 0, bytes.length));
        Optional<String> type = MediaTypes.of(path.name());
        return text.isPresent()
                ? Contents.text(
                        uri.toString(), type.orElse(MediaTypes.TEXT), text.get().text())
                : Contents.blob(uri.toString(), type.orElse(MediaTypes.BINARY), bytes);
    }

    private List<String> completeRoots(String start) {
        return new TreeSet<>(tree.get().settings().roots().keySet())
                .stream()
                        .filter(root -> root.startsWith(start))
                        .limit(MAX_COMPLETIONS + 1)
                        .map(root -> root + "/")
                        .toList();
    }

    private List<String> completeNames(FilePath parent, String start) throws IOException {
        Tree snapshot = tree.get();
        if (parent.isTop()) {
            return List.of();
        }
        String composed = UnicodeForm.composed(start);
        return snapshot.folder(parent, folder -> {
            List<String> proposals = new ArrayList<>();
            for (String name : FirstNames.of(
                    folder,
                    each -> snapshot.settings().shows(each)
                            && UnicodeForm.composed(each).startsWith(composed),
                    MAX_COMPLETIONS + 1)) {
                FilePath path = parent.child(name);
                snapshot.visibleEntry(folder, path)
                        .ifPresent(entry -> proposals.add(entry.isFolder() ? path + "/" : path.toString()));
            }
            return proposals;
        });
    }
}
