package io.patchbay.deploy;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The machine's disk with injected faults, which a real disk produces only with special rights or by chance. */
public final class FaultyDisk {

    /** The fault of an operation ({@code read}, {@code write}, {@code list}, {@code look}, {@code delete}, {@code move}) on a file. */
    public interface Fault {
        void before(String operation, Path file) throws IOException;
    }

    public static final Fault NONE = (operation, file) -> {};

    public volatile Fault fault = NONE;
    private final Provider provider = new Provider();

    /** Returns the same path on the faulty disk. */
    public Path path(Path real) {
        return new FaultyPath(real);
    }

    private void check(String operation, Path file) throws IOException {
        fault.before(operation, file);
    }

    private static Path real(Path path) {
        return path instanceof FaultyPath faulty ? faulty.real : path;
    }

    private final class FaultyPath implements Path {

        private final Path real;

        FaultyPath(Path real) {
            this.real = real;
        }

        private Path of(Path other) {
            return other == null ? null : new FaultyPath(other);
        }

        @Override
        public FileSystem getFileSystem() {
            return provider.system;
        }

        @Override
        public boolean isAbsolute() {
            return real.isAbsolute();
        }

        @Override
        public Path getRoot() {
            return of(real.getRoot());
        }

        @Override
        public Path getFileName() {
            return of(real.getFileName());
        }

        @Override
        public Path getParent() {
            return of(real.getParent());
        }

        @Override
        public int getNameCount() {
            return real.getNameCount();
        }

        @Override
        public Path getName(int index) {
            return of(real.getName(index));
        }

        @Override
        public Path subpath(int begin, int end) {
            return of(real.subpath(begin, end));
        }

        @Override
        public boolean startsWith(Path other) {
            return real.startsWith(real(other));
        }

        @Override
        public boolean endsWith(Path other) {
            return real.endsWith(real(other));
        }

        @Override
        public Path normalize() {
            return of(real.normalize());
        }

        @Override
        public Path resolve(Path other) {
            return of(real.resolve(real(other)));
        }

        @Override
        public Path relativize(Path other) {
            return of(real.relativize(real(other)));
        }

        @Override
        public URI toUri() {
            return real.toUri();
        }

        @Override
        public Path toAbsolutePath() {
            return of(real.toAbsolutePath());
        }

        @Override
        public Path toRealPath(LinkOption... options) throws IOException {
            return of(real.toRealPath(options));
        }

        @Override
        public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int compareTo(Path other) {
            return real.compareTo(real(other));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof FaultyPath path && path.real.equals(real);
        }

        @Override
        public int hashCode() {
            return real.hashCode();
        }

        @Override
        public String toString() {
            return real.toString();
        }
    }

    private final class Provider extends FileSystemProvider {

        private final System system = new System(this);

        private FileSystemProvider below(Path path) {
            return real(path).getFileSystem().provider();
        }

        @Override
        public String getScheme() {
            return "faulty";
        }

        @Override
        public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileSystem getFileSystem(URI uri) {
            return system;
        }

        @Override
        public Path getPath(URI uri) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SeekableByteChannel newByteChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
            check(options.isEmpty() || options.toString().equals("[READ]") ? "read" : "write", path);
            return below(path).newByteChannel(real(path), options, attributes);
        }

        @Override
        public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                throws IOException {
            check(options.toString().equals("[READ]") ? "read" : "write", path);
            return below(path).newFileChannel(real(path), options, attributes);
        }

        @Override
        public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
                throws IOException {
            check("list", folder);
            DirectoryStream<Path> below =
                    below(folder).newDirectoryStream(real(folder), entry -> filter.accept(path(entry)));
            return new DirectoryStream<>() {
                @Override
                public Iterator<Path> iterator() {
                    Iterator<Path> each = below.iterator();
                    return new Iterator<>() {
                        @Override
                        public boolean hasNext() {
                            return each.hasNext();
                        }

                        @Override
                        public Path next() {
                            return path(each.next());
                        }
                    };
                }

                @Override
                public void close() throws IOException {
                    below.close();
                }
            };
        }

        @Override
        public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
            check("write", folder);
            below(folder).createDirectory(real(folder), attributes);
        }

        @Override
        public void delete(Path path) throws IOException {
            check("delete", path);
            below(path).delete(real(path));
        }

        @Override
        public void copy(Path source, Path target, CopyOption... options) throws IOException {
            check("write", target);
            below(source).copy(real(source), real(target), options);
        }

        @Override
        public void move(Path source, Path target, CopyOption... options) throws IOException {
            check("move", target);
            below(source).move(real(source), real(target), options);
        }

        @Override
        public boolean isSameFile(Path path, Path other) throws IOException {
            return below(path).isSameFile(real(path), real(other));
        }

        @Override
        public boolean isHidden(Path path) throws IOException {
            return below(path).isHidden(real(path));
        }

        @Override
        public FileStore getFileStore(Path path) throws IOException {
            return below(path).getFileStore(real(path));
        }

        @Override
        public void checkAccess(Path path, AccessMode... modes) throws IOException {
            check("look", path);
            below(path).checkAccess(real(path), modes);
        }

        @Override
        public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
            return below(path).getFileAttributeView(real(path), type, options);
        }

        @Override
        public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
                throws IOException {
            check("look", path);
            return below(path).readAttributes(real(path), type, options);
        }

        @Override
        public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
                throws IOException {
            check("look", path);
            return below(path).readAttributes(real(path), attributes, options);
        }

        @Override
        public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
            below(path).setAttribute(real(path), attribute, value, options);
        }
    }

    private final class System extends FileSystem {

        private final FileSystem below = java.nio.file.FileSystems.getDefault();
        private final Provider provider;

        System(Provider provider) {
            this.provider = provider;
        }

        @Override
        public FileSystemProvider provider() {
            return provider;
        }

        @Override
        public void close() {}

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public String getSeparator() {
            return below.getSeparator();
        }

        @Override
        public Iterable<Path> getRootDirectories() {
            return below.getRootDirectories();
        }

        @Override
        public Iterable<FileStore> getFileStores() {
            return below.getFileStores();
        }

        @Override
        public Set<String> supportedFileAttributeViews() {
            return below.supportedFileAttributeViews();
        }

        @Override
        public Path getPath(String first, String... more) {
            return path(below.getPath(first, more));
        }

        @Override
        public PathMatcher getPathMatcher(String pattern) {
            PathMatcher matcher = below.getPathMatcher(pattern);
            return path -> matcher.matches(real(path));
        }

        @Override
        public UserPrincipalLookupService getUserPrincipalLookupService() {
            return below.getUserPrincipalLookupService();
        }

        /** Reports no events, so the watcher must scan. */
        @Override
        public WatchService newWatchService() {
            throw new UnsupportedOperationException();
        }
    }

    /** Returns a fault of one operation on files of one name. All other operations succeed. */
    public static Fault of(String operation, String name, Exception failure) {
        return (what, file) -> {
            if (what.equals(operation)
                    && Optional.ofNullable(file.getFileName())
                            .filter(last -> last.toString().equals(name))
                            .isPresent()) {
                if (failure instanceof IOException known) {
                    throw known;
                }
                throw (RuntimeException) failure;
            }
        };
    }
}
