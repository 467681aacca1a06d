package io.patchbay.connectors.files.tree;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
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

    private final Settings settings;
    private final Opener opener;

    public Tree(Settings settings) {
        this(settings, root -> handle(settings, root));
    }

    public Tree(Settings settings, Opener opener) {
        this.settings = settings;
        this.opener = opener;
    }

    /** Opens a root. */
    public interface Opener {
        public Folder open(Path root) throws IOException;
    }

    /** What something is opened for. */
    public interface Use<T, R> {
        R with(T opened) throws IOException;
    }

    public Settings settings() {
        return settings;
    }

    /** Opens a root, and says what goes wrong as the file system does. */
    public Folder open(String root) throws IOException {
        Worker.to(FilePath.TOP.child(root));
        return opener.open(settings.roots().get(root));
    }

    public Entry entry(FilePath path) throws IOException {
        try (Place place = locate(path)) {
            return place.entry()
                    .orElseGet(() -> new Entry(path.name(), Entry.Kind.FOLDER, Stamp.NONE))
                    .named(path.name());
        }
    }

    /** Opens a folder, and closes it after its use. */
    public <R> R folder(FilePath path, Use<Folder, R> use) throws IOException {
        try (Place place = locate(path)) {
            if (place.entry().isEmpty()) {
                return used(path, place.folder(), use);
            }
            if (!place.entry().get().isFolder()) {
                throw FileProblem.noFolder(path);
            }
            try (Folder folder =
                    opened(path, () -> place.folder().folder(place.entry().get().name()))) {
                return used(path, folder, use);
            }
        }
    }

    /** Opens a file, and closes it after its use. */
    public <R> R file(FilePath path, Use<SeekableByteChannel, R> use) throws IOException {
        try (Place place = locate(path)) {
            if (!place.entry().map(Entry::isFile).orElse(false)) {
                throw FileProblem.noFile(path);
            }
            try (SeekableByteChannel file =
                    opened(path, () -> place.folder().open(place.entry().get().name()))) {
                return used(path, file, use);
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
            Optional<FilePath> other = e.isNotFound() ? UnicodeForm.other(this, path) : Optional.empty();
            return use.with(other.orElseThrow(() -> e));
        }
    }

    /**
     * Opens the folder in which a file or folder is, or would be, to change something there; never through a link. What goes
     * wrong on disk is told in the caller's words.
     */
    public <R> R change(FilePath path, Use<HandleFolder, R> use) throws IOException {
        if (path.isTop() || !settings.roots().containsKey(path.root())) {
            throw FileProblem.noRoot(path, settings.roots().keySet());
        }
        if (!settings.writable().contains(path.root())) {
            throw FileProblem.readOnlyRoot(path.root());
        }
        if (path.below().isEmpty()) {
            throw FileProblem.isRoot(path);
        }
        if (!settings.shows(path.name())) {
            throw FileProblem.badName(path.toString());
        }
        Tree direct = new Tree(settings.withoutLinks(), opener);
        try {
            return direct.folder(path.parent(), folder -> {
                if (!(folder instanceof HandleFolder handle)) {
                    throw FileProblem.unsafePlatform();
                }
                try {
                    return use.with(handle);
                } catch (IOException e) {
                    throw FileProblem.notWritten(path, e);
                }
            });
        } catch (FileProblem e) {
            Optional<FilePath> other = e.isNotFound() ? UnicodeForm.other(direct, path) : Optional.empty();
            throw other.map(there -> FileProblem.otherForm(path, there.uri(settings.namespace())))
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
    public Optional<Entry> seen(Folder folder, FilePath path) throws IOException {
        Optional<Entry> entry = folder.listed(path.name());
        if (entry.isEmpty() || entry.get().isFile() || entry.get().isFolder()) {
            return entry;
        }
        return entry.get().kind() == Entry.Kind.LINK && settings.followSymlinks() ? target(path) : Optional.empty();
    }

    private Optional<Entry> target(FilePath path) throws IOException {
        try {
            return Optional.of(entry(path));
        } catch (FileProblem e) {
            return Optional.empty();
        }
    }

    /** @param entry in the folder; empty for the folder itself, which is a root */
    private record Place(Folder folder, Optional<Entry> entry) implements Closeable {
        @Override
        public void close() throws IOException {
            folder.close();
        }
    }

    private Place locate(FilePath path) throws IOException {
        if (path.isTop() || !settings.roots().containsKey(path.root())) {
            throw FileProblem.missing(path.toString(), settings.roots().keySet());
        }
        List<String> steps = path.below();
        for (int links = 0; links <= MAX_LINKS; links++) {
            List<String> detour = new ArrayList<>();
            Optional<Place> place = descend(path, steps, detour);
            if (place.isPresent()) {
                return place.get();
            }
            steps = detour;
        }
        throw FileProblem.missing(path.toString());
    }

    /** Goes down step by step; empty after a link, with the steps that lead around it. */
    private Optional<Place> descend(FilePath path, List<String> steps, List<String> detour) throws IOException {
        Folder at = root(path);
        FilePath where = FilePath.TOP.child(path.root());
        try {
            for (int i = 0; i < steps.size(); i++) {
                where = where.child(steps.get(i));
                Worker.to(where);
                Entry entry = entry(path, at, steps.get(i));
                if (entry.kind() == Entry.Kind.LINK) {
                    Path real = settings.roots().get(path.root()).toRealPath();
                    List<String> before = steps.subList(0, i);
                    detour.addAll(opened(path, () -> Links.around(real, before, entry.name())));
                    detour.addAll(steps.subList(i + 1, steps.size()));
                    at.close();
                    return Optional.empty();
                }
                if (i == steps.size() - 1) {
                    return Optional.of(new Place(at, Optional.of(entry)));
                }
                Folder above = at;
                at = opened(path, () -> above.folder(entry.name()));
                above.close();
            }
            return Optional.of(new Place(at, Optional.empty()));
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
            throw FileProblem.root(path.root(), e);
        }
    }

    private static Folder handle(Settings settings, Path root) throws IOException {
        Optional<Folder> folder = HandleFolder.open(root);
        if (folder.isEmpty() && !settings.withoutHandles()) {
            throw FileProblem.unsafePlatform();
        }
        return folder.isPresent() ? folder.get() : PathFolder.open(root);
    }

    private Entry entry(FilePath path, Folder folder, String name) throws IOException {
        if (!FilePath.isName(name) || !settings.shows(name)) {
            throw FileProblem.missing(path.toString());
        }
        Entry entry = opened(path, () -> folder.entry(name)).orElseThrow(() -> FileProblem.missing(path.toString()));
        boolean there =
                entry.isFile() || entry.isFolder() || entry.kind() == Entry.Kind.LINK && settings.followSymlinks();
        if (!there) {
            throw FileProblem.missing(path.toString());
        }
        return entry;
    }

    private interface Opening<T> {
        public T open() throws IOException;
    }

    /** Says in the caller's words what the file system says with absolute paths. */
    private static <T> T opened(FilePath path, Opening<T> opening) throws IOException {
        try {
            return opening.open();
        } catch (NoSuchFileException | NotDirectoryException | InvalidPathException e) {
            throw FileProblem.missing(path.toString());
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw FileProblem.unreadable(path, e);
        }
    }

    /** What fails after it was opened is told as what cannot be opened is. */
    private static <T, R> R used(FilePath path, T opened, Use<T, R> use) throws IOException {
        try {
            return use.with(opened);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw FileProblem.unreadable(path, e);
        }
    }
}
