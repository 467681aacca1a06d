package io.patchbay.deploy.configadmin;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A fault of one setting.
 *
 * @param setting the setting's name
 * @param reason one readable sentence without secrets
 */
public record Fault(String setting, String reason) {

    public Fault {
        requireNonNull(setting, "setting");
        requireNonNull(reason, "reason");
    }

    /** Returns all faults in one line, in the order of the file. A fault includes its line number if the number is known. */
    public static String text(List<Fault> faults, Map<String, Long> lines) {
        return faults.stream()
                .sorted(Comparator.comparingLong(fault -> lines.getOrDefault(fault.setting, Long.MAX_VALUE)))
                .map(fault -> (lines.containsKey(fault.setting) ? "line " + lines.get(fault.setting) + ": " : "") + "\""
                        + fault.setting + "\" " + fault.reason)
                .collect(Collectors.joining("; "));
    }
}
