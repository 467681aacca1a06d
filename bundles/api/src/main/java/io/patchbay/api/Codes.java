package io.patchbay.api;

/**
 * Machine-readable codes for calls that the server ends. The code is in {@code _meta["io.patchbay/code"]} of a tool's
 * result, in {@code error.data.code} and in the audit trail. Codes are in lower snake case. Connectors can define more
 * codes.
 */
public final class Codes {

    /** The arguments do not match the input schema. The text lists each violation on its own line. */
    public static final String INVALID_ARGUMENTS = "invalid_arguments";

    /** The tool needs a capability that the client does not support. */
    public static final String MISSING_CAPABILITY = "missing_capability";

    /** Policy denies this operation regardless of its arguments. */
    public static final String OPERATION_NOT_SUPPORTED = "operation_not_supported";

    /** Members of the server's group may not run this command over the control channel. */
    public static final String NOT_FOR_GROUP = "not_for_group";

    /** The write was stored as a draft, which a person must approve or reject. */
    public static final String DRAFT = "draft";

    /** The connector has reached its limit of running calls, or earlier calls to the connector are stuck. */
    public static final String CONNECTOR_BUSY = "connector_busy";

    /** The call exceeded its time limit. */
    public static final String DEADLINE_EXCEEDED = "deadline_exceeded";

    /** The connector failed. The log contains the call id and the reason. */
    public static final String INTERNAL_ERROR = "internal_error";

    /** The result does not match the output schema of the tool. */
    public static final String INVALID_OUTPUT = "invalid_output";

    /** The result exceeds the size limit of a message or of a task. */
    public static final String RESULT_TOO_LARGE = "result_too_large";

    /** Policy failed to decide on the call, so the server denied the call. */
    public static final String POLICY_FAILED = "policy_failed";

    /** The audit trail does not accept entries, so the call did not run. */
    public static final String AUDIT_UNAVAILABLE = "audit_unavailable";

    /** A running call was stopped because the caller's key was revoked. */
    public static final String CREDENTIAL_REVOKED = "credential_revoked";

    /** A running call was stopped because the caller's key expired. */
    public static final String CREDENTIAL_EXPIRED = "credential_expired";

    /** A stream was closed because the caller's key was revoked, expired or changed. */
    public static final String CREDENTIAL_CHANGED = "credential_changed";

    /** A running call was stopped because the caller's key lost a scope that the call needs. */
    public static final String SCOPE_LOST = "scope_lost";

    /** A running call was stopped because policy no longer allows the call. */
    public static final String NOT_ALLOWED = "not_allowed";

    /** A running call was stopped by an operator. */
    public static final String CANCELLED_BY_OPERATOR = "cancelled_by_operator";

    private Codes() {}
}
