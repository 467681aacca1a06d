package io.patchbay.connectors.files.tree;

import io.patchbay.api.ToolResult;
import io.patchbay.typed.ToolFailure;
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

/** Why a file or folder cannot be had. Says paths only as the caller said them, and the same for what is not there and what is out of bounds. */
public final class FileProblem extends ToolFailure {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 300;
    private static final int MAX_ROOTS = 10;

    private final Kind kind;
    private final String code;

    private FileProblem(String message, String code, Kind kind) {
        super(message, code);
        this.kind = kind;
        this.code = code;
    }

    /** What it is for a client that reads a resource. */
    private enum Kind {
        MISSING,
        /** The client must ask in another way. */
        REQUEST,
        OTHER
    }

    public static FileProblem missing(String path) {
        return new FileProblem(
                "There is no file or folder " + shown(path) + ". " + hint(path), "not_found", Kind.MISSING);
    }

    /** @param roots the names of those there are */
    public static FileProblem missing(String path, Collection<String> roots) {
        return new FileProblem(
                "There is no file or folder " + shown(path) + ". A path begins with the name of a root folder: "
                        + names(roots) + ".",
                "not_found",
                Kind.MISSING);
    }

    /** @param uris of those it may mean */
    static FileProblem ambiguous(FilePath path, List<String> uris) {
        return new FileProblem(
                "Several names are the same as " + shown(path.toString())
                        + " except for their Unicode form. Give the URI of the one you mean as the path: "
                        + String.join(", ", uris) + ".",
                "ambiguous_name",
                Kind.REQUEST);
    }

    /** @param uri of what has the same name in another form */
    static FileProblem otherForm(FilePath path, String uri) {
        return new FileProblem(
                "There is no file or folder " + shown(path.toString())
                        + " spelled exactly so, but one whose name differs only in its Unicode form."
                        + " Nothing was changed. To change that one, give its URI as the path: " + uri + ".",
                "not_found",
                Kind.MISSING);
    }

    public static FileProblem noFile(FilePath path) {
        return new FileProblem(shown(path.toString()) + " is a folder, not a file.", "not_a_file", Kind.MISSING);
    }

    public static FileProblem noFolder(FilePath path) {
        return new FileProblem(shown(path.toString()) + " is a file, not a folder.", "not_a_folder", Kind.OTHER);
    }

    /** Something went wrong on disk while it was read; of the file system's words only the reason is told, which names no path. */
    static FileProblem unreadable(FilePath path, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return missing(path.toString());
        }
        if (path.names().size() == 1) {
            return root(path.root(), cause);
        }
        String reason = cause instanceof AccessDeniedException ? "" : reason(cause);
        return new FileProblem(
                shown(path.toString()) + " cannot be read" + (reason.isEmpty() ? "." : ": " + reason + "."),
                "unreadable",
                Kind.OTHER);
    }

    /** Why the folder behind a root cannot be had. */
    static FileProblem root(String root, IOException cause) {
        String what = "The folder behind the root " + shown(root);
        String problem = cause instanceof NoSuchFileException || cause instanceof NotDirectoryException
                ? what + " is not there at the moment."
                : cause instanceof AccessDeniedException
                        ? what + " may not be read by this server."
                        : what + " cannot be read at the moment: "
                                + (reason(cause).isEmpty() ? "the disk failed" : reason(cause)) + ".";
        return new FileProblem(problem + " Tell who runs this server.", "root_unavailable", Kind.OTHER);
    }

    /** The disk did not answer in time. */
    static FileProblem stalled(FilePath path) {
        String message = path.names().size() > 1
                ? shown(path.toString())
                        + " does not answer at the moment: it may be a pipe, or lie on a disk that hangs. Other files can be read; try this one later."
                : path.isTop()
                        ? "The disk does not answer at the moment. Try again later, or tell who runs this server."
                        : "The folder behind the root " + shown(path.root())
                                + " does not answer at the moment. Try again later, or tell who runs this server.";
        return new FileProblem(message, "stalled", Kind.OTHER);
    }

    public static FileProblem unsafePlatform() {
        return new FileProblem(
                "This server's platform cannot open files by the handle of their folder, so they are not served. Tell who runs this server.",
                "unsupported_platform",
                Kind.OTHER);
    }

    public static FileProblem tooLarge(FilePath path, long size, long most) {
        return new FileProblem(
                shown(path.toString()) + " has " + size + " bytes, more than the " + most
                        + " that are read at once. Read it in ranges with the tool read.",
                "too_large",
                Kind.REQUEST);
    }

    static FileProblem noRoot(FilePath path, Collection<String> roots) {
        return new FileProblem(
                shown(path.toString()) + " lies in no root folder. A path begins with the name of one: " + names(roots)
                        + ".",
                "not_found",
                Kind.MISSING);
    }

    static FileProblem isRoot(FilePath path) {
        return new FileProblem(
                shown(path.toString()) + " is a root folder, which stays as it is.", "read_only", Kind.OTHER);
    }

    static FileProblem readOnlyRoot(String root) {
        return new FileProblem(
                "The root " + shown(root) + " is only for reading: nothing in it can be changed.",
                "read_only",
                Kind.OTHER);
    }

    public static FileProblem readOnly(FilePath path) {
        return new FileProblem(
                shown(path.toString()) + " is only for reading: it was left as it is.", "read_only", Kind.OTHER);
    }

    public static FileProblem badName(String path) {
        return new FileProblem(
                shown(path)
                        + " cannot be written to. A path is root/folder/name; a name has at most 255 bytes, none that are control"
                        + " characters or turn the direction of text, and is none that is hidden here.",
                "invalid_path",
                Kind.OTHER);
    }

    public static FileProblem exists(FilePath path) {
        return new FileProblem(
                "There is something at " + shown(path.toString())
                        + " already, perhaps in another spelling. Nothing was changed.",
                "already_exists",
                Kind.OTHER);
    }

    public static FileProblem notEmpty(FilePath path) {
        return new FileProblem(
                shown(path.toString()) + " is a folder with something in it. To delete all of it say recursive=true.",
                "not_empty",
                Kind.OTHER);
    }

    public static FileProblem changed(FilePath path) {
        return new FileProblem(
                shown(path.toString()) + " has changed meanwhile. Nothing was written: read it again and decide anew.",
                "changed",
                Kind.OTHER);
    }

    public static FileProblem tooLargeToWrite(FilePath path, long size, long most) {
        return new FileProblem(
                shown(path.toString()) + " has or would have " + size + " bytes, more than the " + most
                        + " that are written here.",
                "too_large",
                Kind.OTHER);
    }

    public static FileProblem cancelled(FilePath path) {
        return new FileProblem(
                "Nobody waits for this any more: " + shown(path.toString()) + " was left as it is.",
                "cancelled",
                Kind.OTHER);
    }

    /** Something went wrong on disk; of its message only the reason is told, which names no path. */
    static FileProblem notWritten(FilePath path, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return changed(path);
        }
        String reason = reason(cause);
        return new FileProblem(
                shown(path.toString()) + " could not be changed" + (reason.isEmpty() ? "." : ": " + reason + "."),
                "not_written",
                Kind.OTHER);
    }

    /** Whether a client may take it for a resource that does not exist. */
    public boolean isMissing() {
        return kind == Kind.MISSING;
    }

    /** Whether another request could have it. */
    public boolean isRequest() {
        return kind == Kind.REQUEST;
    }

    /** Whether nothing is there, rather than something else than was asked for. */
    boolean isNotFound() {
        return code.equals("not_found");
    }

    /** Whether it may be there, and nobody can tell. */
    public boolean isStalled() {
        return code.equals("stalled");
    }

    public ToolResult answer() {
        return ToolResult.failed(getMessage(), code);
    }

    /** Says what no path has, whatever is there. */
    private static String hint(String path) {
        return path.indexOf('\\') >= 0
                ? "The names in a path are separated by '/', not by a backslash."
                : "List a folder for what there is.";
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

    private static String shown(String path) {
        return "'" + (path.length() > SHOWN ? path.substring(0, SHOWN) + "…" : path) + "'";
    }
}
