package io.patchbay.connectors.files;

import io.patchbay.typed.ToolFailure;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Why a file or folder cannot be had. Says paths only as the caller said them, and the same for what is not there and what is out of bounds. */
final class FileProblem extends ToolFailure {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 300;

    private final Kind kind;

    private FileProblem(String message, String code, Kind kind) {
        super(message, code);
        this.kind = kind;
    }

    /** What it is for a client that reads a resource. */
    private enum Kind {
        MISSING,
        TOO_LARGE,
        OTHER
    }

    static FileProblem missing(String path) {
        return new FileProblem("There is no file or folder " + shown(path) + ". List a folder for what there is.", "not_found", Kind.MISSING);
    }

    static FileProblem noFile(FilePath path) {
        return new FileProblem(shown(path.toString()) + " is a folder, not a file.", "not_a_file", Kind.MISSING);
    }

    static FileProblem noFolder(FilePath path) {
        return new FileProblem(shown(path.toString()) + " is a file, not a folder.", "not_a_folder", Kind.OTHER);
    }

    static FileProblem unreadable(FilePath path) {
        return new FileProblem(shown(path.toString()) + " cannot be read.", "unreadable", Kind.OTHER);
    }

    static FileProblem rootGone(String root) {
        return new FileProblem("The folder behind the root " + shown(root) + " is not there at the moment. Tell who runs this server.", "root_unavailable", Kind.OTHER);
    }

    static FileProblem unsafePlatform() {
        return new FileProblem(
                "This server's platform cannot open files by the handle of their folder, so they are not served. Tell who runs this server.",
                "unsupported_platform",
                Kind.OTHER);
    }

    static FileProblem tooLarge(FilePath path, long size, long most) {
        return new FileProblem(
                shown(path.toString()) + " has " + size + " bytes, more than the " + most + " that are read at once. Read it in ranges with the tool read.",
                "too_large",
                Kind.TOO_LARGE);
    }

    static FileProblem noRoot(FilePath path) {
        return new FileProblem(
                shown(path.toString()) + " lies in no root folder: list without a path for those there are.", "not_found", Kind.MISSING);
    }

    static FileProblem isRoot(FilePath path) {
        return new FileProblem(shown(path.toString()) + " is a root folder, which stays as it is.", "read_only", Kind.OTHER);
    }

    static FileProblem readOnlyRoot(String root) {
        return new FileProblem("The root " + shown(root) + " is only for reading: nothing in it can be changed.", "read_only", Kind.OTHER);
    }

    static FileProblem readOnly(FilePath path) {
        return new FileProblem(shown(path.toString()) + " is only for reading: it was left as it is.", "read_only", Kind.OTHER);
    }

    static FileProblem badName(String path) {
        return new FileProblem(
                shown(path) + " cannot be written to. A path is root/folder/name; a name has at most 255 bytes, none that are control"
                        + " characters or turn the direction of text, and is none that is hidden here.",
                "invalid_path",
                Kind.OTHER);
    }

    static FileProblem exists(FilePath path) {
        return new FileProblem(
                "There is something at " + shown(path.toString()) + " already, perhaps in another spelling. Nothing was changed.",
                "already_exists",
                Kind.OTHER);
    }

    static FileProblem notEmpty(FilePath path) {
        return new FileProblem(
                shown(path.toString()) + " is a folder with something in it. To delete all of it say recursive=true.", "not_empty", Kind.OTHER);
    }

    static FileProblem changed(FilePath path) {
        return new FileProblem(
                shown(path.toString()) + " has changed meanwhile. Nothing was written: read it again and decide anew.", "changed", Kind.OTHER);
    }

    static FileProblem tooLargeToWrite(FilePath path, long size, long most) {
        return new FileProblem(
                shown(path.toString()) + " has or would have " + size + " bytes, more than the " + most + " that are written here.",
                "too_large",
                Kind.OTHER);
    }

    static FileProblem cancelled(FilePath path) {
        return new FileProblem("Nobody waits for this any more: " + shown(path.toString()) + " was left as it is.", "cancelled", Kind.OTHER);
    }

    /** Something went wrong on disk; of its message only the reason is told, which names no path. */
    static FileProblem notWritten(FilePath path, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return changed(path);
        }
        String reason = cause instanceof AccessDeniedException ? "Permission denied"
                : cause instanceof FileSystemException problem ? Optional.ofNullable(problem.getReason()).orElse("")
                : cause instanceof ClosedChannelException ? "Interrupted"
                : Optional.ofNullable(cause.getMessage()).orElse("");
        return new FileProblem(
                shown(path.toString()) + " could not be changed" + (reason.isEmpty() ? "." : ": " + reason + "."), "not_written", Kind.OTHER);
    }

    /** Whether a client may take it for a resource that does not exist. */
    boolean isMissing() {
        return kind == Kind.MISSING;
    }

    /** Whether a part of it could be had. */
    boolean isTooLarge() {
        return kind == Kind.TOO_LARGE;
    }

    private static String shown(String path) {
        return "'" + (path.length() > SHOWN ? path.substring(0, SHOWN) + "…" : path) + "'";
    }
}
