package io.patchbay.spi.audit;

import org.osgi.annotation.versioning.ProviderType;

/** The record of all operations and their outcomes. There is one service; without it {@code /mcp} answers 503. */
@ProviderType
public interface AuditTrail {

    /**
     * Opens the entry of one operation. Called on any thread before the operation is decided. Must only allocate: no I/O, no locks.
     * If the method throws, the operation is refused with 503.
     */
    AuditEntry open(Opening opening);

    /**
     * Records a request that was refused before it became an operation (401, malformed). Refusals are aggregated by source and
     * reason, or by the claimed key if that key exists, and the number of lines a day is limited. Called on any thread. Must not
     * block or throw.
     */
    void refused(Refusal refusal);
}
