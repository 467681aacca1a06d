package io.patchbay.connectors.files.tree;

import io.patchbay.api.ToolResult;
import io.patchbay.typed.ToolFailure;

/**
 * The reason why a file or folder cannot be used. The message contains paths only as the caller wrote them. A file
 * outside of the roots has the same message as a file that does not exist.
 */
public final class FileProblem extends ToolFailure {

    private static final long serialVersionUID = 1L;
    private static final int MAX_SHOWN_CHARS = 300;

    private final Kind kind;
    private final String code;

    FileProblem(String message, String code, Kind kind) {
        super(message, code);
        this.kind = kind;
        this.code = code;
    }

    /** The kind of a problem, which determines the answer to a client that reads a resource. */
    enum Kind {
        MISSING,
        /** Another request for the same file can succeed. */
        REQUEST,
        OTHER
    }

    public static FileProblem missing(String path) {
        return new FileProblem(
                "There is no file or folder " + quoted(path) + ". " + hint(path), "not_found", Kind.MISSING);
    }

    /** Returns whether the answer to a read says that the resource does not exist. */
    public boolean isMissing() {
        return kind == Kind.MISSING;
    }

    /** Returns whether another request for the same file can succeed. */
    public boolean isRequest() {
        return kind == Kind.REQUEST;
    }

    /** Returns whether nothing exists at the path. Returns false if an entry of another kind exists there. */
    boolean isNotFound() {
        return code.equals("not_found");
    }

    /** Returns whether the disk did not respond, so that it is unknown whether the file exists. */
    public boolean isStalled() {
        return code.equals("stalled");
    }

    public ToolResult toResult() {
        return ToolResult.failed(getMessage(), code);
    }

    /** Returns advice for a missing path. The advice does not depend on the files that exist. */
    private static String hint(String path) {
        return path.indexOf('\\') >= 0
                ? "Separate the names in a path with '/', not with a backslash."
                : "List a folder to see what exists.";
    }

    static String quoted(String path) {
        return "'" + (path.length() > MAX_SHOWN_CHARS ? path.substring(0, MAX_SHOWN_CHARS) + "…" : path) + "'";
    }
}
