package io.patchbay.deploy.file;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * What tells one state of a file from another without reading it. Only ever compared with an earlier one of the same file, or
 * within itself: whatever the clock does, another time is another state.
 *
 * @param key the file behind the name
 * @param written when its content was last written
 * @param touched when anything of it last changed, its name included; nobody can set it
 */
public record FileStamp(String key, long size, FileTime written, FileTime touched) {

    /** That there is nothing under the name. */
    public static final FileStamp GONE = new FileStamp("", -1, FileTime.fromMillis(0), FileTime.fromMillis(0));

    /** That there is something, which cannot be looked at: a link to nowhere, or another's. */
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
     * Whether the last that happened to it was not writing: it was moved to its place as a whole, or a copy that keeps times was
     * finished. A writer that is still at work leaves both times the same.
     */
    public boolean isWhole() {
        return size > 0 && touched.compareTo(written) > 0;
    }

    /** One question to the system: a large folder is looked at twice a second. */
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
