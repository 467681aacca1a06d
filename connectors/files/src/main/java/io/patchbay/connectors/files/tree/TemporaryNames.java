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
 * Names of files and folders that are not there yet, hidden from everybody. After a crash they tell who left them: a server with the same data
 * folder runs once at a time, so what an earlier run of it left belongs to nobody.
 *
 * @param owner of the data folder, in 8 hexadecimal digits
 * @param run of the server's process, in 12
 */
public record TemporaryNames(String owner, String run) {

    private static final Pattern NAME =
            Pattern.compile("\\.patchbay-([0-9a-f]{8})-([0-9a-f-]{14})-[0-9a-f]{12}(?:-([0-9a-f]{16}))?\\.tmp");
    private static final Pattern OWNER = Pattern.compile("[0-9a-f]{8}");

    /** Of a server whose data folder is not known: what it leaves is nobody's. */
    public static TemporaryNames unknown() {
        return new TemporaryNames(random(8), thisRun());
    }

    /** Of the server with this data folder, in which a file says which it is. */
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
            // Then what a crash leaves is cleared away when it is old.
            return new TemporaryNames(made, thisRun());
        }
    }

    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** A name for something whose own name nothing takes before. */
    public String name() {
        return stem() + ".tmp";
    }

    /** A name for something that takes a name first, or for what says so. */
    public String name(String target) {
        return stem() + "-" + digest(target) + ".tmp";
    }

    /** Whether an earlier run of the same server left it. */
    public boolean isLeft(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                && matcher.group(1).equals(owner)
                && !matcher.group(2).equals(dashed(run));
    }

    /** Whether it was on its way to this name. */
    public static boolean isFor(String name, String target) {
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
