package io.patchbay.testing;

import io.patchbay.api.Arguments;
import io.patchbay.spi.audit.Outcome;
import java.util.Set;

/**
 * What the audit trail was told of one operation.
 *
 * @param target for example {@code tools:clock_current_time}
 * @param secrets names of arguments whose values are never written; {@code arguments} still has them here
 * @param intent whether an intent to write was recorded before it ran
 */
public record Recorded(
        String method, String target, Arguments arguments, Set<String> secrets, boolean intent, Outcome outcome) {

    public Recorded {
        arguments = arguments.readable();
        secrets = Set.copyOf(secrets);
    }
}
