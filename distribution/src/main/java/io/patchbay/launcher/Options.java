package io.patchbay.launcher;

import static java.util.Objects.requireNonNull;

import io.patchbay.spi.audit.SecretText;
import io.patchbay.support.SafeText;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The options from the start script.
 *
 * @param provision the folders ({@code config}, {@code deploy}) that shipped files are copied into
 * @param adopt whether to accept folders that contain none of the keys and connectors that the data folder was used with
 * @param port the port to listen on until the server stops, instead of the port in the settings
 * @param console the form of the log on the console
 * @param terminal whether standard output is a terminal, which does not store the output
 */
record Options(
        Layout layout,
        Set<String> provision,
        boolean adopt,
        OptionalInt port,
        Logging.Console console,
        boolean terminal) {

    private static final int MAX_PORT = 65_535;
    private static final Set<String> PROVISIONED = Set.of("config", "deploy");

    Options {
        requireNonNull(layout, "layout");
        provision = Set.copyOf(provision);
        requireNonNull(port, "port");
        requireNonNull(console, "console");
    }

    /** @throws StartException for an unknown or incomplete option */
    static Options of(List<String> arguments) {
        Map<String, Path> folders = new HashMap<>();
        Set<String> provision = new HashSet<>();
        boolean adopt = false;
        OptionalInt port = OptionalInt.empty();
        boolean terminal = false;
        Logging.Console console = Logging.Console.PLAIN;
        for (Iterator<String> i = arguments.iterator(); i.hasNext(); ) {
            String argument = i.next();
            switch (argument) {
                case "--provision" -> provision.add(provisioned(value(argument, i)));
                case "--adopt" -> adopt = true;
                case "--port" -> port = OptionalInt.of(port(value(argument, i)));
                case "--terminal" -> terminal = true;
                case "--colour" -> console = Logging.Console.COLOURED;
                case "--background" -> console = Logging.Console.NONE;
                case "--home", "--config", "--deploy", "--data" ->
                    folders.put(argument, path(argument, value(argument, i)));
                default -> throw usage("Unknown option: " + argument + ". See patchbay run --help.");
            }
        }
        Layout layout = new Layout(
                folder(folders, "--home"),
                folder(folders, "--config"),
                folder(folders, "--deploy"),
                folder(folders, "--data"));
        return new Options(layout, provision, adopt, port, console, terminal);
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Reported below.
        }
        throw usage("The option --port must be a number from 0 to " + MAX_PORT + ", but is "
                + SafeText.line(SecretText.clean(text)) + ".");
    }

    private static Path path(String option, String folder) {
        if (folder.startsWith("~")) {
            throw usage("The option " + option + " begins with ~, which the shell does not expand there: " + folder
                    + ". Write the whole path.");
        }
        return Path.of(folder).toAbsolutePath().normalize();
    }

    private static String value(String option, Iterator<String> arguments) {
        if (!arguments.hasNext()) {
            throw usage("The option " + option + " needs a " + (option.equals("--port") ? "port" : "folder") + ".");
        }
        return arguments.next();
    }

    private static String provisioned(String folder) {
        if (!PROVISIONED.contains(folder)) {
            throw usage("PATCHBAY_PROVISION names " + folder + ". Allowed values: true, false, config, deploy.");
        }
        return folder;
    }

    private static Path folder(Map<String, Path> folders, String option) {
        if (!folders.containsKey(option)) {
            throw usage("The option " + option + " is missing.");
        }
        return folders.get(option);
    }

    private static StartException usage(String message) {
        return new StartException(StartException.USAGE, message);
    }
}
