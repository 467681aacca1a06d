package io.patchbay.connectors.files.tree;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The roots and all below them: the one way from a path to a file. It goes down from the root, each folder opened in the one
 * before; so whatever it opens lies in the root. What is hidden, special or a link is not there, unless links are followed:
 * then a link is a detour by another path from the same root, gone in the same way.
 */
public final class Tree {

    private static final int MAX_LINKS = 16;

    private final FilesSettings settings;
    private final Opener opener;

    public Tree(FilesSettings settings) {
        this(settings, root -> handle(settings, root));
    }

    public Tree(FilesSettings settings, Opener opener) {
        this.settings = settings;
        this.opener = opener;
    }

    /** Opens a root. */
    public interface Opener {
        public Folder open(Path root) throws IOException;
    }

    public FilesSettings settings() {
        return settings;
    }

    /** Opens a root, and says what goes wrong as the file system does. */
    public Folder open(String root) throws IOException {
        DiskThread.to(FilePath.TOP.child(root));
        return opener.open(settings.roots().get(root));
    }

    public FolderEntry entry(FilePath path) throws IOException {
        try (Located place = locate(path)) {
            return place.entry()
                    .orElseGet(() -> new FolderEntry(path.name(), FolderEntry.Kind.FOLDER, Stamp.NONE))
                    .named(path.name());
        }
    }

    /** Opens a folder, and closes it after its use. */
    public <R> R folder(FilePath path, Use<Folder, R> use) throws IOException {
        try (Located place = locate(path)) {
            if (place.entry().isEmpty()) {
                return DiskErrors.whileUsing(path, place.folder(), use);
            }
            if (!place.entry().get().isFolder()) {
                throw FileProblems.noFolder(path);
            }
            try (Folder folder = DiskErrors.whileOpening(
                    path, () -> place.folder().folder(place.entry().get().name()))) {
                return DiskErrors.whileUsing(path, folder, use);
            }
        }
    }

    /** Opens a file, and closes it after its use. */
    public <R> R file(FilePath path, Use<SeekableByteChannel, R> use) throws IOException {
        try (Located place = locate(path)) {
            if (!place.entry().map(FolderEntry::isFile).orElse(false)) {
                throw FileProblems.noFile(path);
            }
            try (SeekableByteChannel file = DiskErrors.whileOpening(
                    path, () -> place.folder().open(place.entry().get().name()))) {
                return DiskErrors.whileUsing(path, file, use);
            }
        }
    }

    /**
     * Does something with a path, and where nothing is there, with the only path that is the same but for its Unicode form. For
     * readers: what is written has the name it is given.
     */
    public <R> R spelled(FilePath path, Use<FilePath, R> use) throws IOException {
        try {
            return use.with(path);
        } catch (FileProblem e) {
            Optional<FilePath> other = e.isNotFound() ? namesake(path) : Optional.empty();
            return use.with(other.orElseThrow(() -> e));
        }
    }

    /**
     * Opens the folder in which a file or folder is, or would be, to change something there; never through a link. What goes
     * wrong on disk is told in the caller's words.
     */
    public <R> R change(FilePath path, Use<HandleFolder, R> use) throws IOException {
        if (path.isTop() || !settings.roots().containsKey(path.root())) {
            throw FileProblems.noRoot(path, settings.roots().keySet());
        }
        if (!settings.writable().contains(path.root())) {
            throw FileProblems.readOnlyRoot(path.root());
        }
        if (path.below().isEmpty()) {
            throw FileProblems.isRoot(path);
        }
        if (!settings.shows(path.name())) {
            throw FileProblems.badName(path.toString());
        }
        Tree direct = new Tree(settings.withoutLinks(), opener);
        try {
            return direct.folder(path.parent(), folder -> {
                if (!(folder instanceof HandleFolder handle)) {
                    throw FileProblems.unsafePlatform();
                }
                try {
                    return use.with(handle);
                } catch (IOException e) {
                    throw FileProblems.notWritten(path, e);
                }
            });
        } catch (FileProblem e) {
            Optional<FilePath> other = e.isNotFound() ? direct.namesake(path) : Optional.empty();
            throw other.map(there -> FileProblems.otherForm(path, there.uri(settings.namespace())))
                    .orElse(e);
        }
    }

    /**
     * Makes a folder. The JDK makes none by a handle: it is made beside, in the root, which the operator names, and from there it
     * is moved by handles.
     *
     * @param parent where it is to be, in the same root
     * @param temporary what it is called until then
     */
    public void makeFolder(FilePath path, HandleFolder parent, String temporary) throws IOException {
        Path made = settings.roots().get(path.root()).resolve(temporary);
        try (Folder root = root(path)) {
            Files.createDirectory(made);
            if (root instanceof HandleFolder top) {
                top.rename(temporary, parent, path.name());
            }
        } finally {
            Files.deleteIfExists(made);
        }
    }

    /** What a name that its folder gave stands for; empty for what is not there. */
    public Optional<FolderEntry> seen(Folder folder, FilePath path) throws IOException {
        Optional<FolderEntry> entry = folder.listed(path.name());
        if (entry.isEmpty() || entry.get().isFile() || entry.get().isFolder()) {
            return entry;
        }
        return entry.get().kind() == FolderEntry.Kind.LINK && settings.followSymlinks()
                ? target(path)
                : Optional.empty();
    }

    private Optional<FolderEntry> target(FilePath path) throws IOException {
        try {
            return Optional.of(entry(path));
        } catch (FileProblem e) {
            return Optional.empty();
        }
    }

    /** @param entry in the folder; empty for the folder itself, which is a root */
    private record Located(Folder folder, Optional<FolderEntry> entry) implements Closeable {
        @Override
        public void close() throws IOException {
            folder.close();
        }
    }

    private Located locate(FilePath path) throws IOException {
        if (path.isTop() || !settings.roots().containsKey(path.root())) {
            throw FileProblems.missing(path.toString(), settings.roots().keySet());
        }
        List<String> steps = path.below();
        for (int links = 0; links <= MAX_LINKS; links++) {
            List<String> detour = new ArrayList<>();
            Optional<Located> place = descend(path, steps, detour);
            if (place.isPresent()) {
                return place.get();
            }
            steps = detour;
        }
        throw FileProblem.missing(path.toString());
    }

    /** Goes down step by step; empty after a link, with the steps that lead around it. */
    private Optional<Located> descend(FilePath path, List<String> steps, List<String> detour) throws IOException {
        Folder at = root(path);
        FilePath where = FilePath.TOP.child(path.root());
        try {
            for (int i = 0; i < steps.size(); i++) {
                where = where.child(steps.get(i));
                DiskThread.to(where);
                FolderEntry entry = entry(path, at, steps.get(i));
                if (entry.kind() == FolderEntry.Kind.LINK) {
                    Path real = settings.roots().get(path.root()).toRealPath();
                    List<String> before = steps.subList(0, i);
                    detour.addAll(DiskErrors.whileOpening(path, () -> Links.around(real, before, entry.name())));
                    detour.addAll(steps.subList(i + 1, steps.size()));
                    at.close();
                    return Optional.empty();
                }
                if (i == steps.size() - 1) {
                    return Optional.of(new Located(at, Optional.of(entry)));
                }
                Folder above = at;
                at = DiskErrors.whileOpening(path, () -> above.folder(entry.name()));
                above.close();
            }
            return Optional.of(new Located(at, Optional.empty()));
        } catch (IOException | RuntimeException | Error e) {
            at.close();
            throw e;
        }
    }

    private Folder root(FilePath path) throws IOException {
        try {
            return open(path.root());
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw FileProblems.root(path.root(), e);
        }
    }

    private static Folder handle(FilesSettings settings, Path root) throws IOException {
        Optional<Folder> folder = HandleFolder.open(root);
        if (folder.isEmpty() && !settings.withoutHandles()) {
            throw FileProblems.unsafePlatform();
        }
        return folder.isPresent() ? folder.get() : PathFolder.open(root);
    }

    private FolderEntry entry(FilePath path, Folder folder, String name) throws IOException {
        if (!FilePath.isName(name) || !settings.shows(name)) {
            throw FileProblem.missing(path.toString());
        }
        FolderEntry entry = DiskErrors.whileOpening(path, () -> folder.entry(name))
                .orElseThrow(() -> FileProblem.missing(path.toString()));
        boolean there = entry.isFile()
                || entry.isFolder()
                || entry.kind() == FolderEntry.Kind.LINK && settings.followSymlinks();
        if (!there) {
            throw FileProblem.missing(path.toString());
        }
        return entry;
    }

    private Optional<FilePath> namesake(FilePath path) throws IOException {
        return new Namesakes(settings.namespace(), this::namesakes).find(path);
    }

    /** Returns the visible children of a folder that have this name in any Unicode form. */
    private List<FilePath> namesakes(FilePath parent, String name) throws IOException {
        if (parent.isTop()) {
            return settings.roots().keySet().stream()
                    .filter(root -> UnicodeForm.same(root, name))
                    .map(parent::child)
                    .toList();
        }
        try {
            return folder(parent, folder -> {
                List<FilePath> children = new ArrayList<>();
                for (String each : UnicodeForm.alike(folder, name)) {
                    FilePath child = parent.child(each);
                    if (settings.shows(each) && seen(folder, child).isPresent()) {
                        children.add(child);
                    }
                }
                return children;
            });
        } catch (FileProblem e) {
            return List.of();
        }
    }
}
