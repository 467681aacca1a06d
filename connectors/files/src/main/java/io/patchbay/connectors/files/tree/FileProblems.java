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

/** Why a file or folder cannot be had: one method for each reason. */
public final class FileProblems {

    private static final int MAX_ROOTS = 10;

    private FileProblems() {}

    /** @param roots the names of those there are */
    public static FileProblem missing(String path, Collection<String> roots) {
        return new FileProblem(
                "There is no file or folder " + FileProblem.shown(path)
                        + ". A path begins with the name of a root folder: " + names(roots) + ".",
                "not_found",
                FileProblem.Kind.MISSING);
    }

    /** @param uris of those it may mean */
    static FileProblem ambiguous(FilePath path, List<String> uris) {
        return new FileProblem(
                "Several names are the same as " + FileProblem.shown(path.toString())
                        + " except for their Unicode form. Give the URI of the one you mean as the path: "
                        + String.join(", ", uris) + ".",
                "ambiguous_name",
                FileProblem.Kind.REQUEST);
    }

    /** @param uri of what has the same name in another form */
    static FileProblem otherForm(FilePath path, String uri) {
        return new FileProblem(
                "There is no file or folder " + FileProblem.shown(path.toString())
                        + " spelled exactly so, but one whose name differs only in its Unicode form."
                        + " Nothing was changed. To change that one, give its URI as the path: " + uri + ".",
                "not_found",
                FileProblem.Kind.MISSING);
    }

    public static FileProblem noFile(FilePath path) {
        return new FileProblem(
                FileProblem.shown(path.toString()) + " is a folder, not a file.",
                "not_a_file",
                FileProblem.Kind.MISSING);
    }

    public static FileProblem noFolder(FilePath path) {
        return new FileProblem(
                FileProblem.shown(path.toString()) + " is a file, not a folder.",
                "not_a_folder",
                FileProblem.Kind.OTHER);
    }

    /** Something went wrong on disk while it was read; of the file system's words only the reason is told, which names no path. */
    static FileProblem unreadable(FilePath path, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return FileProblem.missing(path.toString());
        }
        if (path.names().size() == 1) {
            return root(path.root(), cause);
        }
        String reason = cause instanceof AccessDeniedException ? "" : reason(cause);
        return new FileProblem(
                FileProblem.shown(path.toString()) + " cannot be read" + (reason.isEmpty() ? "." : ": " + reason + "."),
                "unreadable",
                FileProblem.Kind.OTHER);
    }

    /** Why the folder behind a root cannot be had. */
    static FileProblem root(String root, IOException cause) {
        String what = "The folder behind the root " + FileProblem.shown(root);
        String problem = cause instanceof NoSuchFileException || cause instanceof NotDirectoryException
                ? what + " is not there at the moment."
                : cause instanceof AccessDeniedException
                        ? what + " may not be read by this server."
                        : what + " cannot be read at the moment: "
                                + (reason(cause).isEmpty() ? "the disk failed" : reason(cause)) + ".";
        return new FileProblem(problem + " Tell who runs this server.", "root_unavailable", FileProblem.Kind.OTHER);
    }

    /** The disk did not answer in time. */
    static FileProblem stalled(FilePath path) {
        String message = path.names().size() > 1
                ? FileProblem.shown(path.toString())
                        + " does not answer at the moment: it may be a pipe, or lie on a disk that hangs. Other files can be read; try this one later."
                : path.isTop()
                        ? "The disk does not answer at the moment. Try again later, or tell who runs this server."
                        : "The folder behind the root " + FileProblem.shown(path.root())
                                + " does not answer at the moment. Try again later, or tell who runs this server.";
        return new FileProblem(message, "stalled", FileProblem.Kind.OTHER);
    }

    public static FileProblem unsafePlatform() {
        return new FileProblem(
                "This server's platform cannot open files by the handle of their folder, so they are not served. Tell who runs this server.",
                "unsupported_platform",
                FileProblem.Kind.OTHER);
    }

    public static FileProblem tooLarge(FilePath path, long size, long most) {
        return new FileProblem(
                FileProblem.shown(path.toString()) + " has " + size + " bytes, more than the " + most
                        + " that are read at once. Read it in ranges with the tool read.",
                "too_large",
                FileProblem.Kind.REQUEST);
    }

    static FileProblem noRoot(FilePath path, Collection<String> roots) {
        return new FileProblem(
                FileProblem.shown(path.toString()) + " lies in no root folder. A path begins with the name of one: "
                        + names(roots) + ".",
                "not_found",
                FileProblem.Kind.MISSING);
    }

    static FileProblem isRoot(FilePath path) {
        return new FileProblem(
                FileProblem.shown(path.toString()) + " is a root folder, which stays as it is.",
                "read_only",
                FileProblem.Kind.OTHER);
    }

    static FileProblem readOnlyRoot(String root) {
        return new FileProblem(
                "The root " + FileProblem.shown(root) + " is only for reading: nothing in it can be changed.",
                "read_only",
                FileProblem.Kind.OTHER);
    }

    public static FileProblem readOnly(FilePath path) {
        return new FileProblem(
                FileProblem.shown(path.toString()) + " is only for reading: it was left as it is.",
                "read_only",
                FileProblem.Kind.OTHER);
    }

    public static FileProblem badName(String path) {
        return new FileProblem(
                FileProblem.shown(path)
                        + " cannot be written to. A path is root/folder/name; a name has at most 255 bytes, none that are control"
                        + " characters or turn the direction of text, and is none that is hidden here.",
                "invalid_path",
                FileProblem.Kind.OTHER);
    }

    public static FileProblem exists(FilePath path) {
        return new FileProblem(
                "There is something at " + FileProblem.shown(path.toString())
                        + " already, perhaps in another spelling. Nothing was changed.",
                "already_exists",
                FileProblem.Kind.OTHER);
    }

    public static FileProblem notEmpty(FilePath path) {
        return new FileProblem(
                FileProblem.shown(path.toString())
                        + " is a folder with something in it. To delete all of it say recursive=true.",
                "not_empty",
                FileProblem.Kind.OTHER);
    }

    public static FileProblem changed(FilePath path) {
        return new FileProblem(
                FileProblem.shown(path.toString())
                        + " has changed meanwhile. Nothing was written: read it again and decide anew.",
                "changed",
                FileProblem.Kind.OTHER);
    }

    public static FileProblem tooLargeToWrite(FilePath path, long size, long most) {
        return new FileProblem(
                FileProblem.shown(path.toString()) + " has or would have " + size + " bytes, more than the " + most
                        + " that are written here.",
                "too_large",
                FileProblem.Kind.OTHER);
    }

    public static FileProblem cancelled(FilePath path) {
        return new FileProblem(
                "Nobody waits for this any more: " + FileProblem.shown(path.toString()) + " was left as it is.",
                "cancelled",
                FileProblem.Kind.OTHER);
    }

    /** Something went wrong on disk; of its message only the reason is told, which names no path. */
    static FileProblem notWritten(FilePath path, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return changed(path);
        }
        String reason = reason(cause);
        return new FileProblem(
                FileProblem.shown(path.toString()) + " could not be changed"
                        + (reason.isEmpty() ? "." : ": " + reason + "."),
                "not_written",
                FileProblem.Kind.OTHER);
    }

    private static String names(Collection<String> roots) {
        String some = roots.stream().sorted().limit(MAX_ROOTS).collect(Collectors.joining(", "));
        return roots.isEmpty() ? "there is none" : roots.size() > MAX_ROOTS ? some + " and others" : some;
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
