package io.patchbay.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints the changes that the next start with this installation will make. Changes nothing. Called by {@code patchbay
 * upgrade --check}.
 */
public final class Upgrade {

    private static final int NEEDS_CORRECTION = 1;
    private static final Map<Shipped.FileAction, String> DESCRIPTIONS = Map.of(
            Shipped.FileAction.UNCHANGED, "stays as it is",
            Shipped.FileAction.ADD, "is new and will be written",
            Shipped.FileAction.UPDATE, "will be replaced by the new version, because you have not changed it",
            Shipped.FileAction.KEEP, "was changed by you and stays. The new version will be beside this file as .new",
            Shipped.FileAction.LEAVE_DELETED, "was deleted and stays deleted");

    private final Options options;
    private final PrintStream out;

    Upgrade(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try {
            System.exit(new Upgrade(Options.of(List.of(arguments)), out).check());
        } catch (StartException e) {
            System.err.println(e.getMessage());
            System.exit(e.exitCode());
        } catch (IOException e) {
            System.err.println("The check failed: " + StartException.reason(e)
                    + ". Nothing was changed. Run the check as the user who runs the server.");
            System.exit(NEEDS_CORRECTION);
        }
    }

    /** Runs the check. Returns the exit code. The code is 0 if no operator has to change a setting first. */
    int check() throws IOException {
        Layout layout = options.layout();
        Remembered remembered = new Remembered(layout, "patchbay");
        out.println("Patchbay " + layout.version() + " on the data folder " + layout.data() + ", last used by version "
                + remembered.version().orElse("(none)"));
        printShipped("Settings", "config");
        printShipped("Connectors", "deploy");
        List<String> unknown = findUnknown(layout);
        if (!unknown.isEmpty()) {
            out.println("This version does not know these settings. They have no effect, or their file is not used:");
            unknown.forEach(line -> out.println("  ! " + line));
        }
        if (!options.adopt()) {
            remembered.check();
        }
        layout.check();
        out.println(
                unknown.isEmpty()
                        ? "No changes are needed before the start."
                        : "Correct these files before the start.");
        return unknown.isEmpty() ? 0 : NEEDS_CORRECTION;
    }

    private void printShipped(String title, String folder) {
        Path target = options.layout().folder(folder);
        out.println(title + " in " + target + ":");
        if (options.provision().contains(folder) && Files.exists(target) && !Files.isWritable(target)) {
            out.println("  no shipped file is copied into this folder, because it is not writable for the user "
                    + System.getProperty("user.name"));
        } else if (options.provision().contains(folder)) {
            Map<String, Shipped.FileAction> actions = new TreeMap<>();
            new Shipped(options.layout())
                    .actions(folder)
                    .forEach((file, action) -> actions.put(file.getFileName().toString(), action));
            actions.forEach((file, action) -> out.println("  " + file + " " + DESCRIPTIONS.get(action)));
        } else {
            out.println("  no shipped file is copied into this folder, because the folder was named explicitly");
        }
    }

    private static List<String> findUnknown(Layout layout) throws IOException {
        KnownSettings known =
                new KnownSettings(List.of(layout.bundles(), layout.shipped().resolve("deploy"), layout.deploy()));
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(layout.config())) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(layout.config(), "*.cfg.json")) {
                found.forEach(files::add);
            }
        }
        Collections.sort(files);
        List<String> unknown = new ArrayList<>();
        for (Path file : files) {
            unknown.addAll(known.unknown(file));
        }
        return unknown;
    }
}
