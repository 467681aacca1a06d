package io.patchbay.connectors.files.tree;

import io.patchbay.connectors.files.text.Digest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Creates names for files and folders that are still being written. The names are hidden from all callers, and identify
 * the server and its run. Only one server uses a data folder at a time. The server can therefore remove the files of
 * its earlier runs.
 *
 * @param owner identifies the data folder, in 8 hexadecimal digits
 * @param run identifies the server's process, in 12 hexadecimal digits
 */
public record TemporaryNames(String owner, String run) {

    private static final Pattern NAME =
            Pattern.compile("\\.patchbay-([0-9a-f]{8})-([0-9a-f-]{14})-[0-9a-f]{12}(?:-([0-9a-f]{16}))?\\.tmp");
    private static final Pattern OWNER = Pattern.compile("[0-9a-f]{8}");

    /** Returns names for a server whose data folder is not known. No later run recognises these names as its own. */
    public static TemporaryNames unknown() {
        return new TemporaryNames(random(8), thisRun());
    }

    /**
     * Returns names for the server with this data folder. The file {@code files.id} in this folder contains the owner.
     */
    public static TemporaryNames of(Path data) {
        Path file = data.resolve("files.id");
        String made = random(8);
        try {
            if (!Files.exists(file)) {
                Files.writeString(file, made, StandardOpenOption.CREATE_NEW);
                return new TemporaryNames(made, thisRun());
            }
            String known = Files.readString(file).strip();
            return new TemporaryNames(OWNER.matcher(known).matches() ? known : made, thisRun());
        } catch (IOException e) {
            // Without an owner, files left by a crash are removed only when they are old.
            return new TemporaryNames(made, thisRun());
        }
    }

    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Returns a name for a file or folder whose final name is not reserved. */
    public String name() {
        return stem() + ".tmp";
    }

    /** Returns a name for a file whose final name is reserved first, or for the marker of a reservation. */
    public String name(String target) {
        return stem() + "-" + digest(target) + ".tmp";
    }

    /** Returns whether an earlier run of the same server left the file with this name. */
    public boolean isLeftover(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                && matcher.group(1).equals(owner)
                && !matcher.group(2).equals(dashed(run));
    }

    /** Returns whether a temporary name was made for this final name. */
    public static boolean isForTarget(String name, String target) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() && digest(target).equals(matcher.group(3));
    }

    private String stem() {
        return ".patchbay-" + owner + "-" + dashed(run) + "-" + random(12);
    }

    private static String dashed(String run) {
        return run.substring(0, 4) + "-" + run.substring(4, 8) + "-" + run.substring(8);
    }

    private static String digest(String target) {
        return Digest.of(target.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    private static String random(int digits) {
        return UUID.randomUUID().toString().replace("-", "").substring(0, digits);
    }

    private static String thisRun() {
        String process = ProcessHandle.current().pid() + " "
                + ManagementFactory.getRuntimeMXBean().getStartTime();
        return Digest.of(process.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    }
}
