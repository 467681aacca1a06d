package io.patchbay.connectors.files.tree;

import io.patchbay.api.ToolResult;
import io.patchbay.typed.ToolFailure;

/** Why a file or folder cannot be had. Says paths only as the caller said them, and the same for what is not there and what is out of bounds. */
public final class FileProblem extends ToolFailure {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 300;

    private final Kind kind;
    private final String code;

    FileProblem(String message, String code, Kind kind) {
        super(message, code);
        this.kind = kind;
        this.code = code;
    }

    /** What it is for a client that reads a resource. */
    enum Kind {
        MISSING,
        /** The client must ask in another way. */
        REQUEST,
        OTHER
    }

    public static FileProblem missing(String path) {
        return new FileProblem(
                "There is no file or folder " + shown(path) + ". " + hint(path), "not_found", Kind.MISSING);
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

    static String shown(String path) {
        return "'" + (path.length() > SHOWN ? path.substring(0, SHOWN) + "…" : path) + "'";
    }
}
