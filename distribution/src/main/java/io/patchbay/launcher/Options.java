package io.patchbay.launcher;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What the start script says.
 *
 * @param provision whether shipped files are copied into the settings and connectors' folders
 * @param console what of the log the terminal shows
 */
record Options(Layout layout, boolean provision, Logging.Console console) {

    Options {
        requireNonNull(layout, "layout");
        requireNonNull(console, "console");
    }

    /** @throws StartException for an unknown or incomplete option */
    static Options of(List<String> arguments) {
        Map<String, Path> folders = new HashMap<>();
        boolean provision = false;
        Logging.Console console = Logging.Console.PLAIN;
        for (Iterator<String> i = arguments.iterator(); i.hasNext(); ) {
            String argument = i.next();
            switch (argument) {
                case "--provision" -> provision = true;
                case "--colour" -> console = Logging.Console.COLOURED;
                case "--background" -> console = Logging.Console.NONE;
                case "--home", "--config", "--deploy", "--data" -> {
                    if (!i.hasNext()) {
                        throw new StartException("The option " + argument + " needs a folder.");
                    }
                    folders.put(argument, Path.of(i.next()).toAbsolutePath().normalize());
                }
                default -> throw new StartException("Unknown option: " + argument + ". See patchbay run --help.");
            }
        }
        Layout layout = new Layout(
                folder(folders, "--home"), folder(folders, "--config"), folder(folders, "--deploy"), folder(folders, "--data"));
        return new Options(layout, provision, console);
    }

    private static Path folder(Map<String, Path> folders, String option) {
        if (!folders.containsKey(option)) {
            throw new StartException("The option " + option + " is missing.");
        }
        return folders.get(option);
    }
}
