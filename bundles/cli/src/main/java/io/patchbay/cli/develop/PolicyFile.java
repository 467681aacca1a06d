package io.patchbay.cli.develop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Adds names to the lists in a settings file. The rest of the file, including comments, stays unchanged. */
public final class PolicyFile {

    /** White space and comments between two tokens. */
    private static final String GAP = "(?:\\s|//[^\\n]*\\n|/\\*.*?\\*/)*";

    private static final String STRING = "\"[^\"\\\\]*\"";

    private PolicyFile() {}

    /**
     * Adds names to lists of the file. Changes nothing if a list is missing.
     *
     * @return whether all lists were found
     */
    public static boolean add(Path file, Map<String, List<String>> names) throws IOException {
        String text = read(file);
        for (Map.Entry<String, List<String>> list : names.entrySet()) {
            Matcher found = list(list.getKey()).matcher(text);
            if (!found.find() || isComment(text, found.start())) {
                return false;
            }
            boolean empty = found.group("items").isBlank();
            String added = String.join(
                    ", ",
                    list.getValue().stream().map(name -> "\"" + name + "\"").toList());
            text = text.substring(0, found.end("items"))
                    + (empty ? "" : ", ")
                    + added
                    + text.substring(found.end("items"));
        }
        Path part = Files.createTempFile(file.getParent(), ".policy", ".part");
        try {
            Files.writeString(part, text);
            if (Files.exists(file)) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
                Files.setPosixFilePermissions(part, permissions);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        return true;
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "{\n  \"allowWrites\": [],\n  \"allowDestructive\": []\n}\n";
        }
    }

    /**
     * Returns a pattern for the list with this name. The group {@code items} does not contain the white space and
     * comments before the closing bracket.
     */
    private static Pattern list(String name) {
        return Pattern.compile(
                "\"" + name + "\"" + GAP + ":" + GAP + "\\[(?<items>(?:" + GAP + STRING + "(?:" + GAP + "," + GAP
                        + STRING + ")*)?)" + GAP + "]",
                Pattern.DOTALL);
    }

    private static boolean isComment(String text, int at) {
        return text.substring(text.lastIndexOf('\n', at) + 1, at).contains("//")
                || text.lastIndexOf("/*", at) > text.lastIndexOf("*/", at);
    }
}
