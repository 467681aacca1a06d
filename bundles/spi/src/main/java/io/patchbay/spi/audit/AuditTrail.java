package io.patchbay.spi.audit;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Records all operations and their outcomes. The server needs exactly one service of this type. Without the service,
 * {@code /mcp} answers 503.
 */
@ProviderType
public interface AuditTrail {

    /**
     * Opens the entry of one operation. The server calls this method on any thread before policy decides on the operation. The
     * method may allocate memory, but must not use I/O or locks. If the method throws an exception, the server refuses the
     * operation with 503.
     */
    AuditEntry open(Opening opening);

    /**
     * Records a request that the server refused before the request became an operation. Examples are a request with a
     * wrong credential and a malformed request. The trail aggregates refusals by source and reason, or by the claimed
     * key if that key exists. The trail limits the number of lines that refusals add per day. The server calls this
     * method on any thread. The method must not block or throw an exception.
     */
    void refused(Refusal refusal);
}
