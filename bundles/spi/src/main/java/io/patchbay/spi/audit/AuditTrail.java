package io.patchbay.spi.audit;

import org.osgi.annotation.versioning.ProviderType;

/** The record of what was asked and how it came out. One service; without it {@code /mcp} answers 503. */
@ProviderType
public interface AuditTrail {

    /** Opens the entry of one operation. Allocates only: no I/O, no lock. Any thread. What it throws refuses the operation (503). */
    AuditEntry open(Opening opening);

    /**
     * Puts a refusal before any operation (401, malformed) on record; bounded by day, aggregated by source and reason, or by the key
     * that was claimed where it exists. Any thread.
     * Never blocks, never throws: the refusal stands.
     */
    void refused(Refusal refusal);
}
