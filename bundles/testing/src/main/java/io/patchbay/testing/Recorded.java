package io.patchbay.testing;

import io.patchbay.api.Arguments;
import io.patchbay.spi.audit.Outcome;
import java.util.Set;

/**
 * The audit trail's entry for one operation.
 *
 * @param method the MCP method, for example {@code tools/call}
 * @param target the scope that names the target, for example {@code tools:clock_current_time}
 * @param arguments all arguments, including the arguments that a server would redact
 * @param secrets the names of the arguments that a server would redact
 * @param intent whether the audit trail recorded an intent before the operation ran
 */
public record Recorded(
        String method, String target, Arguments arguments, Set<String> secrets, boolean intent, Outcome outcome) {

    public Recorded {
        arguments = arguments.readable();
        secrets = Set.copyOf(secrets);
    }
}
