package io.patchbay.deploy.configadmin;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is wrong with one setting.
 *
 * @param setting its name
 * @param reason one readable sentence; no secret
 */
public record Fault(String setting, String reason) {

    public Fault {
        requireNonNull(setting, "setting");
        requireNonNull(reason, "reason");
    }

    /** All of them in one line, in the order of the file; each with its line where it has one. */
    public static String text(List<Fault> faults, Map<String, Long> lines) {
        return faults.stream()
                .sorted(Comparator.comparingLong(fault -> lines.getOrDefault(fault.setting, Long.MAX_VALUE)))
                .map(fault -> (lines.containsKey(fault.setting) ? "line " + lines.get(fault.setting) + ": " : "") + "\""
                        + fault.setting + "\" " + fault.reason)
                .collect(Collectors.joining("; "));
    }
}
