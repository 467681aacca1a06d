package io.patchbay.documents;

import io.patchbay.cli.command.Patchbay;
import io.patchbay.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Checks command lines against the command itself, and against the script of a checkout. */
final class PatchbayCommands {

    private static final Pattern PROGRAM = Pattern.compile("patchbay|\\./patchbay|\\S*bin/patchbay");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*", Pattern.DOTALL);
    private static final String CHECKOUT = "./patchbay";
    /** A branch of the script's last {@code case}, which selects the command. */
    private static final Pattern BRANCH = Pattern.compile("(?m)^    ([^ ()][^()\n]*)\\)$");

    /** Commands that the script of a checkout runs itself. */
    private static final Set<String> OF_THE_SCRIPT = Set.of("build", "test", "help");

    private final Set<String> scriptCommands = new LinkedHashSet<>();

    PatchbayCommands() throws IOException {
        String script = Files.readString(Document.REPOSITORY.resolve("patchbay"));
        String branches = script.substring(script.lastIndexOf("case ${1:-} in"));
        for (Matcher branch = BRANCH.matcher(branches); branch.find(); ) {
            scriptCommands.addAll(Arrays.asList(branch.group(1).split(" *\\| *")));
        }
    }

    /** Returns the commands of the script of a checkout. */
    Set<String> scriptCommands() {
        return scriptCommands;
    }

    /** Returns the commands of {@code patchbay}. */
    static Set<String> commands() {
        return model().getSubcommands().keySet();
    }

    /** Returns what is wrong with a command; empty if the command is valid or runs another program. */
    Optional<String> fault(Shell.Command command) {
        List<String> words = withoutPrefix(command.words());
        if (words.isEmpty()) {
            return Optional.empty();
        }
        String program = words.get(0);
        if (program.contains("/") && program.endsWith(".sh")) {
            return Files.isExecutable(Document.REPOSITORY.resolve(program))
                    ? Optional.empty()
                    : Optional.of(program + " does not exist");
        }
        if (!PROGRAM.matcher(program).matches()) {
            return Optional.empty();
        }
        List<String> arguments = words.subList(1, words.size());
        if (program.equals(CHECKOUT) && !arguments.isEmpty()) {
            if (!scriptCommands.contains(arguments.get(0))) {
                return Optional.of("Unknown command of ./patchbay: " + arguments.get(0));
            }
            if (OF_THE_SCRIPT.contains(arguments.get(0))) {
                return Optional.empty();
            }
        }
        return fault(arguments);
    }

    private static Optional<String> fault(List<String> arguments) {
        try {
            ParseResult parsed = model().parseArgs(arguments.toArray(String[]::new));
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            CommandSpec last = parsed.commandSpec();
            boolean isGroup = last.parent() != null && !last.subcommands().isEmpty();
            return isGroup && !parsed.isUsageHelpRequested()
                    ? Optional.of("A command is missing: " + last.qualifiedName())
                    : Optional.empty();
        } catch (ParameterException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Returns the words without assignments and {@code sudo}. */
    private static List<String> withoutPrefix(List<String> words) {
        List<String> rest = new ArrayList<>(words);
        while (!rest.isEmpty()) {
            if (ASSIGNMENT.matcher(rest.get(0)).matches() || rest.get(0).equals("sudo")) {
                rest.remove(0);
            } else if (rest.get(0).equals("-u") && rest.size() > 1) {
                rest.subList(0, 2).clear();
            } else {
                break;
            }
        }
        return rest;
    }

    private static CommandLine model() {
        PrintStream nothing = new PrintStream(OutputStream.nullOutputStream());
        return Patchbay.commandLine(new Terminal(InputStream.nullInputStream(), nothing, nothing, Map.of(), Set.of()));
    }
}
