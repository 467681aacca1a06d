package io.patchbay.deploy.file;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * Identifies the state of a file without reading its content. The clock of the machine may change, because a stamp is
 * compared only with earlier stamps of the same file. If two stamps have different times, the file has changed.
 *
 * @param key the identity of the file; another file of the same name has another key
 * @param written the time of the last write of the content
 * @param touched the time of the last change of the content, name or attributes; programs cannot set this time
 */
public record FileStamp(String key, long size, FileTime written, FileTime touched) {

    /** The stamp of a missing file. */
    public static final FileStamp GONE = new FileStamp("", -1, FileTime.fromMillis(0), FileTime.fromMillis(0));

    /** The stamp of a file that exists but cannot be examined, for example a dangling link. */
    static final FileStamp UNKNOWN = new FileStamp("?", -1, FileTime.fromMillis(0), FileTime.fromMillis(0));

    private static final boolean UNIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    public static FileStamp of(Path file) {
        try {
            return UNIX ? unix(file) : basic(file);
        } catch (IOException | SecurityException e) {
            return UNKNOWN;
        }
    }

    /**
     * Returns whether the file is complete. A file is complete if its last change was not a write. For example, the
     * file was moved into the folder, or a program copied the file and then set its times. While a program writes to
     * the file, {@code written} and {@code touched} are equal.
     */
    public boolean isComplete() {
        return size > 0 && touched.compareTo(written) > 0;
    }

    /** Reads a stamp with one system call, because a large folder is scanned twice a second. */
    private static FileStamp unix(Path file) throws IOException {
        Map<String, Object> found = Files.readAttributes(file, "unix:fileKey,size,lastModifiedTime,ctime");
        return new FileStamp(
                String.valueOf(found.get("fileKey")),
                (Long) found.get("size"),
                (FileTime) found.get("lastModifiedTime"),
                (FileTime) found.get("ctime"));
    }

    private static FileStamp basic(Path file) throws IOException {
        BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(
                String.valueOf(basic.fileKey()), basic.size(), basic.lastModifiedTime(), basic.lastModifiedTime());
    }
}
