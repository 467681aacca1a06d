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

/** Says what the next start with this installation would change; {@code patchbay upgrade --check} calls it. It changes nothing. */
public final class Upgrade {

    private static final int NEEDS_A_LOOK = 1;
    private static final Map<Shipped.Step, String> WORDS = Map.of(
            Shipped.Step.UNCHANGED, "stays as it is",
            Shipped.Step.ADD, "is new and will be written",
            Shipped.Step.UPDATE, "will be replaced by the new version; you have not changed it",
            Shipped.Step.KEEP, "is yours and stays; the new version will be beside it as .new",
            Shipped.Step.LEAVE_DELETED, "was deleted and stays deleted");

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
            System.exit(NEEDS_A_LOOK);
        }
    }

    /** Returns the exit code: 0 unless an operator should change something first. */
    int check() throws IOException {
        Layout layout = options.layout();
        Remembered remembered = new Remembered(layout, "patchbay");
        out.println("Patchbay " + layout.version() + " on the data folder " + layout.data() + ", last used by version "
                + remembered.version().orElse("(none)"));
        shipped("Settings", "config");
        shipped("Connectors", "deploy");
        List<String> unknown = unknown(layout);
        if (!unknown.isEmpty()) {
            out.println(
                    "Settings that this version does not know; they would have no effect, or keep the file from being used:");
            unknown.forEach(line -> out.println("  ! " + line));
        }
        if (!options.adopt()) {
            remembered.check();
        }
        layout.check();
        out.println(unknown.isEmpty() ? "Nothing has to be changed first." : "Correct these files, then start.");
        return unknown.isEmpty() ? 0 : NEEDS_A_LOOK;
    }

    private void shipped(String title, String folder) {
        Path target = options.layout().folder(folder);
        out.println(title + " in " + target + ":");
        if (options.provision().contains(folder) && Files.exists(target) && !Files.isWritable(target)) {
            out.println("  no shipped file is copied into this folder, because it is not writable for the user "
                    + System.getProperty("user.name"));
        } else if (options.provision().contains(folder)) {
            Map<String, Shipped.Step> steps = new TreeMap<>();
            new Shipped(options.layout())
                    .steps(folder)
                    .forEach((file, step) -> steps.put(file.getFileName().toString(), step));
            steps.forEach((file, step) -> out.println("  " + file + " " + WORDS.get(step)));
        } else {
            out.println("  no shipped file is copied into this folder, because it was named");
        }
    }

    private static List<String> unknown(Layout layout) throws IOException {
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
