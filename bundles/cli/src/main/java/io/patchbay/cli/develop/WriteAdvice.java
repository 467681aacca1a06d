package io.patchbay.cli.develop;

import io.patchbay.cli.channel.Channel;
import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.terminal.IoReason;
import io.patchbay.cli.terminal.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reports which write tools of a connector no policy rule allows, and adds rules on request. */
public final class WriteAdvice {

    private static final String PID = "io.patchbay.policy";
    private static final String WRITES = "allowWrites";
    private static final String DESTRUCTIVE = "allowDestructive";

    private final Terminal terminal;
    private final Channel channel;

    public WriteAdvice(Terminal terminal, Channel channel) {
        this.terminal = terminal;
        this.channel = channel;
    }

    /**
     * Shows which tools no rule allows.
     *
     * @param file the name of the connector's file
     * @param allow whether to add rules that allow the tools
     */
    public void show(String file, boolean allow) {
        Map<String, List<String>> missing = missing(file);
        if (missing.isEmpty()) {
            return;
        }
        Map<String, Object> status = channel.status();
        Path settings = Path.of(String.valueOf(status.get("config"))).resolve(PID + ".cfg.json");
        if (allow && isLocalOnly(status)) {
            try {
                if (PolicyFile.add(settings, missing)) {
                    terminal.out().println("  " + describe(missing) + terminal.faint("  added to " + settings));
                    return;
                }
                terminal.out()
                        .println(terminal.warning("! ") + "The file " + settings
                                + " has a format that dev cannot edit. Add the rules by hand.");
            } catch (IOException e) {
                terminal.out()
                        .println(terminal.warning("! ")
                                + terminal.printable("No rule was added to " + settings + ": " + IoReason.of(e)
                                        + ". Add the rules by hand, or run dev as a user who may write the file."));
            }
        } else if (allow) {
            terminal.out()
                    .println(
                            terminal.warning("! ")
                                    + "--allow-writes requires a server that accepts connections from this machine only. No rule was added.");
        }
        terminal.out()
                .println(terminal.warning("! ") + "No rule allows "
                        + String.join(
                                ", ", missing.get(missing.keySet().iterator().next()))
                        + " to write. The server refuses calls of these tools.");
        terminal.out()
                .println("  To allow these tools, add to " + settings + ": " + describe(missing)
                        + (allow ? "" : ". You can also run dev with --allow-writes."));
    }

    private static String describe(Map<String, List<String>> missing) {
        return missing.entrySet().stream()
                .map(rule -> "\"" + rule.getKey() + "\": " + PlainJson.write(rule.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Returns, for each setting, the names of the tools that the setting must contain but does not contain. */
    private Map<String, List<String>> missing(String file) {
        Map<String, List<String>> rules = rules();
        Map<String, List<String>> missing = new LinkedHashMap<>();
        channel.call("catalog", Map.of(), line -> {
            Map<String, Object> owner = PlainJson.object(line);
            if (file.equals(owner.get("owner"))) {
                PlainJson.member(owner, "effects").forEach((name, effect) -> {
                    if (!"read_only".equals(effect)) {
                        add(missing, rules, WRITES, name);
                    }
                    if ("destructive".equals(effect)) {
                        add(missing, rules, DESTRUCTIVE, name);
                    }
                });
            }
        });
        return missing;
    }

    private static void add(
            Map<String, List<String>> missing, Map<String, List<String>> rules, String setting, String name) {
        if (rules.getOrDefault(setting, List.of()).stream().noneMatch(pattern -> covers(pattern, name))) {
            missing.computeIfAbsent(setting, none -> new ArrayList<>()).add(name);
        }
    }

    private static boolean covers(String pattern, String name) {
        return name.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
    }

    private Map<String, List<String>> rules() {
        Map<String, List<String>> rules = new LinkedHashMap<>();
        channel.call(
                "config show",
                Map.of("pid", PID),
                line -> PlainJson.members(PlainJson.object(line), "settings").forEach(setting -> {
                    if (setting.get("value") instanceof List<?> patterns) {
                        rules.put(
                                String.valueOf(setting.get("name")),
                                patterns.stream().map(String::valueOf).toList());
                    }
                }));
        return rules;
    }

    private static boolean isLocalOnly(Map<String, Object> status) {
        try {
            return InetAddress.getByName(
                            URI.create(String.valueOf(status.get("url"))).getHost())
                    .isLoopbackAddress();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
