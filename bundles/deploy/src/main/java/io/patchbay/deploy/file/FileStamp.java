package io.patchbay.deploy.file;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * Identifies the state of a file without reading its content. A stamp is compared only with an earlier stamp of the same file, so
 * changes of the clock do no harm: a different time is a different state.
 *
 * @param key identifies the file behind the name
 * @param written when the content was last written
 * @param touched when the content, name or attributes last changed; programs cannot set this time
 */
public record FileStamp(String key, long size, FileTime written, FileTime touched) {

    /** No file has this name. */
    public static final FileStamp GONE = new FileStamp("", -1, FileTime.fromMillis(0), FileTime.fromMillis(0));

    /** The file exists but cannot be examined, for example a dangling link. */
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
     * Returns whether the last change was not a write: the file was moved here as a whole, or a copy that preserves times has
     * finished. While a program still writes, both times are equal.
     */
    public boolean isComplete() {
        return size > 0 && touched.compareTo(written) > 0;
    }

    /** Uses one system call: a large folder is scanned twice a second. */
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
