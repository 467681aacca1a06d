package io.patchbay.connectors.files.tree;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Creates the problems with files and folders. Each reason has its own method. */
public final class FileProblems {

    private static final int MAX_SHOWN_ROOTS = 10;

    private FileProblems() {}

    /** @param roots the names of the existing roots */
    public static FileProblem missing(String path, Collection<String> roots) {
        return new FileProblem(
                "There is no file or folder " + FileProblem.quoted(path)
                        + ". A path begins with the name of a root folder: " + rootNames(roots) + ".",
                "not_found",
                FileProblem.Kind.MISSING);
    }

    /** @param uris the URIs of the files and folders that the path can mean */
    static FileProblem ambiguous(FilePath path, List<String> uris) {
        return new FileProblem(
                "Several names differ from " + FileProblem.quoted(path.toString())
                        + " only in their Unicode form. Pass the URI of the file or folder that you mean as the path: "
                        + String.join(", ", uris) + ".",
                "ambiguous_name",
                FileProblem.Kind.REQUEST);
    }

    /** @param uri the URI of the file or folder with the same name in another form */
    static FileProblem otherForm(FilePath path, String uri) {
        return new FileProblem(
                "There is no file or folder " + FileProblem.quoted(path.toString())
                        + " with exactly this spelling. Nothing was changed. Another name differs only in its Unicode form."
                        + " To change the file or folder with that name, pass this URI as the path: " + uri + ".",
                "not_found",
                FileProblem.Kind.MISSING);
    }

    public static FileProblem notAFile(FilePath path) {
        return new FileProblem(
                "The path " + FileProblem.quoted(path.toString())
                        + " is a folder, not a file. Pass the path of a file, or list the folder.",
                "not_a_file",
                FileProblem.Kind.MISSING);
    }

    public static FileProblem notAFolder(FilePath path) {
        return new FileProblem(
                "The path " + FileProblem.quoted(path.toString())
                        + " is a file, not a folder. Pass the path of a folder.",
                "not_a_folder",
                FileProblem.Kind.OTHER);
    }

    /**
     * Returns the problem for a read that failed on disk. The message contains only the reason of the file system's
     * error, because the rest of the error contains absolute paths.
     */
    static FileProblem unreadable(FilePath path, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return FileProblem.missing(path.toString());
        }
        if (path.names().size() == 1) {
            return rootUnavailable(path.root(), cause);
        }
        String reason = cause instanceof AccessDeniedException ? "" : reason(cause);
        return new FileProblem(
                "The path " + FileProblem.quoted(path.toString()) + " cannot be read"
                        + (reason.isEmpty() ? "." : ": " + reason + ".")
                        + " Continue without this path, or tell the operator of this server.",
                "unreadable",
                FileProblem.Kind.OTHER);
    }

    /** Returns the problem for a root whose folder cannot be opened. */
    static FileProblem rootUnavailable(String root, IOException cause) {
        String problem = cause instanceof NoSuchFileException || cause instanceof NotDirectoryException
                ? "The folder of the root " + FileProblem.quoted(root) + " does not exist at the moment."
                : cause instanceof AccessDeniedException
                        ? "The folder of the root " + FileProblem.quoted(root)
                                + " cannot be read: the server has no permission."
                        : "The folder of the root " + FileProblem.quoted(root) + " cannot be read at the moment: "
                                + (reason(cause).isEmpty() ? "the disk failed" : reason(cause)) + ".";
        return new FileProblem(
                problem + " Tell the operator of this server.", "root_unavailable", FileProblem.Kind.OTHER);
    }

    /** Returns the problem for a path whose disk did not respond in time. */
    static FileProblem stalled(FilePath path) {
        String message = path.names().size() > 1
                ? "The path " + FileProblem.quoted(path.toString())
                        + " does not respond. The path may be a pipe or be on a disk that hangs."
                        + " Other files can be used. Try this path again later."
                : path.isTop()
                        ? "The disk does not respond. Try again later, or tell the operator of this server."
                        : "The folder of the root " + FileProblem.quoted(path.root())
                                + " does not respond. Try again later, or tell the operator of this server.";
        return new FileProblem(message, "stalled", FileProblem.Kind.OTHER);
    }

    public static FileProblem unsafePlatform() {
        return new FileProblem(
                "The platform of this server cannot open files by the handle of their folder. The server therefore serves no files. Tell the operator of this server.",
                "unsupported_platform",
                FileProblem.Kind.OTHER);
    }

    public static FileProblem tooLarge(FilePath path, long size, long maxBytes) {
        return new FileProblem(
                "The file " + FileProblem.quoted(path.toString()) + " was not read. The file has " + size
                        + " bytes, and the limit is " + maxBytes
                        + ". Read the file in parts with the tool read (offset, bytes).",
                "too_large",
                FileProblem.Kind.REQUEST);
    }

    static FileProblem outsideRoots(FilePath path, Collection<String> roots) {
        return new FileProblem(
                "The path " + FileProblem.quoted(path.toString())
                        + " is not in a root folder. A path begins with the name of a root folder: " + rootNames(roots)
                        + ".",
                "not_found",
                FileProblem.Kind.MISSING);
    }

    static FileProblem isRoot(FilePath path) {
        return new FileProblem(
                "The path " + FileProblem.quoted(path.toString())
                        + " is a root folder and cannot be changed itself. Pass the path of a file or folder below it.",
                "read_only",
                FileProblem.Kind.OTHER);
    }

    static FileProblem readOnlyRoot(String root) {
        return new FileProblem(
                "The root " + FileProblem.quoted(root)
                        + " is read-only. Nothing was changed. Use a writable root, or tell the operator of this server.",
                "read_only",
                FileProblem.Kind.OTHER);
    }

    public static FileProblem readOnly(FilePath path) {
        return new FileProblem(
                "The path " + FileProblem.quoted(path.toString())
                        + " is read-only. Nothing was changed. Use another path, or tell the operator of this server.",
                "read_only",
                FileProblem.Kind.OTHER);
    }

    public static FileProblem invalidPath(String path) {
        return new FileProblem(
                "The path " + FileProblem.quoted(path)
                        + " is not valid for a change. Nothing was changed. Use root/folder/name. A name has at most 255 bytes,"
                        + " is not hidden, and has no backslash, control character or mark that changes the text direction.",
                "invalid_path",
                FileProblem.Kind.OTHER);
    }

    public static FileProblem exists(FilePath path) {
        return new FileProblem(
                "Something already exists at " + FileProblem.quoted(path.toString())
                        + ", possibly with another spelling. Nothing was changed. Use another path.",
                "already_exists",
                FileProblem.Kind.OTHER);
    }

    public static FileProblem notEmpty(FilePath path) {
        return new FileProblem(
                "The folder " + FileProblem.quoted(path.toString())
                        + " was not deleted, because it is not empty. To delete the folder and its contents, pass recursive=true.",
                "not_empty",
                FileProblem.Kind.OTHER);
    }

    public static FileProblem changed(FilePath path) {
        return new FileProblem(
                "The path " + FileProblem.quoted(path.toString())
                        + " has changed in the meantime. Nothing was written. Read the file again before you repeat the change.",
                "changed",
                FileProblem.Kind.OTHER);
    }

    public static FileProblem tooLargeToWrite(FilePath path, long size, long maxBytes) {
        return new FileProblem(
                "The file " + FileProblem.quoted(path.toString()) + " has or would have " + size
                        + " bytes, and the limit is " + maxBytes + ". Nothing was written. Use smaller files.",
                "too_large",
                FileProblem.Kind.OTHER);
    }

    public static FileProblem cancelled(FilePath path) {
        return new FileProblem(
                "The call was cancelled. The path " + FileProblem.quoted(path.toString()) + " was not changed.",
                "cancelled",
                FileProblem.Kind.OTHER);
    }

    /**
     * Returns the problem for a change that failed on disk. The message contains only the reason of the error, because
     * the rest of the error contains absolute paths.
     */
    static FileProblem notWritten(FilePath path, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return changed(path);
        }
        String reason = reason(cause);
        return new FileProblem(
                "The path " + FileProblem.quoted(path.toString()) + " could not be changed"
                        + (reason.isEmpty() ? "." : ": " + reason + ".")
                        + " Try again later, or tell the operator of this server.",
                "not_written",
                FileProblem.Kind.OTHER);
    }

    private static String rootNames(Collection<String> roots) {
        String some = roots.stream().sorted().limit(MAX_SHOWN_ROOTS).collect(Collectors.joining(", "));
        return roots.isEmpty() ? "none is configured" : roots.size() > MAX_SHOWN_ROOTS ? some + " and others" : some;
    }

    private static String reason(IOException cause) {
        return cause instanceof AccessDeniedException
                ? "Permission denied"
                : cause instanceof FileSystemException problem
                        ? Optional.ofNullable(problem.getReason()).orElse("")
                        : cause instanceof ClosedChannelException
                                ? "Interrupted"
                                : Optional.ofNullable(cause.getMessage()).orElse("");
    }
}
