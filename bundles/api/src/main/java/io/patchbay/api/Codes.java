package io.patchbay.api;

/**
 * The codes with which the server ends calls, for programs: in {@code _meta["io.patchbay/code"]} of a tool's result, in
 * {@code error.data.code}, and in the audit trail. Lower snake case. A connector's own failures have codes of its own.
 */
public final class Codes {

    /** The arguments do not fit the input schema; the text says what is wrong, one line each. */
    public static final String INVALID_ARGUMENTS = "invalid_arguments";

    /** The tool needs something that the client does not support. */
    public static final String MISSING_CAPABILITY = "missing_capability";

    /** Policy does not allow this operation, whatever its arguments are. */
    public static final String OPERATION_NOT_SUPPORTED = "operation_not_supported";

    /** Members of the server's group may not run this command of the control channel. */
    public static final String NOT_FOR_GROUP = "not_for_group";

    /** The write was kept as a draft for a person to decide over. */
    public static final String DRAFT = "draft";

    /** As many calls run in the connector as are allowed, or earlier calls into it do not end. */
    public static final String CONNECTOR_BUSY = "connector_busy";

    /** The call took longer than a call may take. */
    public static final String DEADLINE_EXCEEDED = "deadline_exceeded";

    /** The connector failed; the log has the reason under the call's id. */
    public static final String INTERNAL_ERROR = "internal_error";

    /** The tool's result does not have the form of its output schema. */
    public static final String INVALID_OUTPUT = "invalid_output";

    /** The result is larger than a message, or a task, may be. */
    public static final String RESULT_TOO_LARGE = "result_too_large";

    /** The policy failed to decide; the call was denied. */
    public static final String POLICY_FAILED = "policy_failed";

    /** The audit trail does not accept entries; nothing was done. */
    public static final String AUDIT_UNAVAILABLE = "audit_unavailable";

    /** A running call was stopped because its key was revoked. */
    public static final String CREDENTIAL_REVOKED = "credential_revoked";

    /** A running call was stopped because its key expired. */
    public static final String CREDENTIAL_EXPIRED = "credential_expired";

    /** A stream was closed because its key was revoked, expired or changed. */
    public static final String CREDENTIAL_CHANGED = "credential_changed";

    /** A running call was stopped because its key lost a scope that it needs. */
    public static final String SCOPE_LOST = "scope_lost";

    /** A running call was stopped because policy does not allow it any more. */
    public static final String NOT_ALLOWED = "not_allowed";

    /** A running call was stopped by an operator. */
    public static final String CANCELLED_BY_OPERATOR = "cancelled_by_operator";

    private Codes() {}
}
