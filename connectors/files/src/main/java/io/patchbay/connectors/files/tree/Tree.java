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
 * The roots and all files and folders below them. Only this class opens the file at a path. The class starts at the
 * root and opens each folder through the handle of its parent folder. All opened files are therefore in the root.
 * Hidden files, special files and links count as missing. If links are followed, the target of a link is opened in the
 * same way, from the root.
 */
public final class Tree {

    private static final int MAX_LINKS = 16;

    private final FilesSettings settings;
    private final Opener opener;

    public Tree(FilesSettings settings) {
        this(settings, root -> openFolder(settings, root));
    }

    public Tree(FilesSettings settings, Opener opener) {
        this.settings = settings;
        this.opener = opener;
    }

    /** Opens a root. */
    public interface Opener {
        Folder open(Path root) throws IOException;
    }

    public FilesSettings settings() {
        return settings;
    }

    /** Opens a root. Throws the file system's own exceptions. */
    public Folder open(String root) throws IOException {
        DiskThread.enter(FilePath.TOP.child(root));
        return opener.open(settings.roots().get(root));
    }

    public FolderEntry entry(FilePath path) throws IOException {
        try (Located place = locate(path)) {
            return place.entry()
                    .orElseGet(() -> new FolderEntry(path.name(), FolderEntry.Kind.FOLDER, Stamp.NONE))
                    .withName(path.name());
        }
    }

    /** Opens a folder, and closes it after its use. */
    public <R> R folder(FilePath path, Use<Folder, R> use) throws IOException {
        try (Located place = locate(path)) {
            if (place.entry().isEmpty()) {
                return DiskErrors.whileUsing(path, place.folder(), use);
            }
            if (!place.entry().get().isFolder()) {
                throw FileProblems.notAFolder(path);
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
                throw FileProblems.notAFile(path);
            }
            try (SeekableByteChannel file = DiskErrors.whileOpening(
                    path, () -> place.folder().open(place.entry().get().name()))) {
                return DiskErrors.whileUsing(path, file, use);
            }
        }
    }

    /**
     * Uses a path. If nothing exists at the path, looks for other Unicode forms of the path and uses the only form that
     * exists. Writes do not call this method, because a write uses exactly the given name.
     */
    public <R> R withExistingSpelling(FilePath path, Use<FilePath, R> use) throws IOException {
        try {
            return use.with(path);
        } catch (FileProblem e) {
            Optional<FilePath> other = e.isNotFound() ? findNamesake(path) : Optional.empty();
            return use.with(other.orElseThrow(() -> e));
        }
    }

    /**
     * Opens the parent folder of a path for a change, never through a link. Errors on disk become problems with the path that the
     * caller gave.
     */
    public <R> R change(FilePath path, Use<HandleFolder, R> use) throws IOException {
        if (path.isTop() || !settings.roots().containsKey(path.root())) {
            throw FileProblems.outsideRoots(path, settings.roots().keySet());
        }
        if (!settings.writable().contains(path.root())) {
            throw FileProblems.readOnlyRoot(path.root());
        }
        if (path.namesBelowRoot().isEmpty()) {
            throw FileProblems.isRoot(path);
        }
        if (!settings.shows(path.name())) {
            throw FileProblems.invalidPath(path.toString());
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
            Optional<FilePath> other = e.isNotFound() ? direct.findNamesake(path) : Optional.empty();
            throw other.map(there -> FileProblems.otherForm(path, there.uri(settings.namespace())))
                    .orElse(e);
        }
    }

    /**
     * Creates a folder. The JDK cannot create a folder through a handle. The method therefore creates the folder by
     * path, directly in the root, under a temporary name. Then the method moves the folder into place through handles.
     *
     * @param parent the parent folder of the new folder, in the same root
     * @param temporary the name of the folder until it is moved
     */
    public void makeFolder(FilePath path, HandleFolder parent, String temporary) throws IOException {
        Path made = settings.roots().get(path.root()).resolve(temporary);
        try (Folder root = openRoot(path)) {
            Files.createDirectory(made);
            if (root instanceof HandleFolder top) {
                top.rename(temporary, parent, path.name());
            }
        } finally {
            Files.deleteIfExists(made);
        }
    }

    /**
     * Returns the visible entry for a name that its folder listed. Returns an empty result if no visible entry has this
     * name. If the entry is a link that may be followed, returns the target of the link.
     */
    public Optional<FolderEntry> visibleEntry(Folder folder, FilePath path) throws IOException {
        Optional<FolderEntry> entry = folder.listedEntry(path.name());
        if (entry.isEmpty() || entry.get().isFile() || entry.get().isFolder()) {
            return entry;
        }
        return entry.get().kind() == FolderEntry.Kind.LINK && settings.followSymlinks()
                ? linkTarget(path)
                : Optional.empty();
    }

    private Optional<FolderEntry> linkTarget(FilePath path) throws IOException {
        try {
            return Optional.of(entry(path));
        } catch (FileProblem e) {
            return Optional.empty();
        }
    }

    /** @param entry the entry in the folder; empty for the folder itself, which is a root */
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
        List<String> names = path.namesBelowRoot();
        for (int links = 0; links <= MAX_LINKS; links++) {
            List<String> detour = new ArrayList<>();
            Optional<Located> place = descend(path, names, detour);
            if (place.isPresent()) {
                return place.get();
            }
            names = detour;
        }
        throw FileProblem.missing(path.toString());
    }

    /**
     * Opens one folder after the other. At a link, returns an empty result and stores the names that lead to the target
     * in {@code detour}.
     */
    private Optional<Located> descend(FilePath path, List<String> names, List<String> detour) throws IOException {
        Folder at = openRoot(path);
        FilePath where = FilePath.TOP.child(path.root());
        try {
            for (int i = 0; i < names.size(); i++) {
                where = where.child(names.get(i));
                DiskThread.enter(where);
                FolderEntry entry = entry(path, at, names.get(i));
                if (entry.kind() == FolderEntry.Kind.LINK) {
                    Path real = settings.roots().get(path.root()).toRealPath();
                    List<String> before = names.subList(0, i);
                    detour.addAll(DiskErrors.whileOpening(path, () -> Links.resolve(real, before, entry.name())));
                    detour.addAll(names.subList(i + 1, names.size()));
                    at.close();
                    return Optional.empty();
                }
                if (i == names.size() - 1) {
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

    private Folder openRoot(FilePath path) throws IOException {
        try {
            return open(path.root());
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw FileProblems.rootUnavailable(path.root(), e);
        }
    }

    private static Folder openFolder(FilesSettings settings, Path root) throws IOException {
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

    private Optional<FilePath> findNamesake(FilePath path) throws IOException {
        return new Namesakes(settings.namespace(), this::namesakes).find(path);
    }

    /** Returns the visible children of a folder that have this name in any Unicode form. */
    private List<FilePath> namesakes(FilePath parent, String name) throws IOException {
        if (parent.isTop()) {
            return settings.roots().keySet().stream()
                    .filter(root -> UnicodeForm.isSame(root, name))
                    .map(parent::child)
                    .toList();
        }
        try {
            return folder(parent, folder -> {
                List<FilePath> children = new ArrayList<>();
                for (String each : UnicodeForm.sameNames(folder, name)) {
                    FilePath child = parent.child(each);
                    if (settings.shows(each) && visibleEntry(folder, child).isPresent()) {
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
