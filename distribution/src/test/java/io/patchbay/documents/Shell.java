package io.patchbay.documents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads shell text: its simple commands, each with its words. */
final class Shell {

    /** One simple command, without redirections. */
    record Command(List<String> words, int line) {}

    private final String text;
    private final List<Command> commands = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private boolean redirected;
    private int position;
    private int line;
    private int begin;

    private Shell(String text) {
        this.text = text;
    }

    /** Returns the simple commands of a text, also those in lists, pipes and substitutions outside of quotes. */
    static List<Command> commands(String text) {
        Shell shell = new Shell(text);
        shell.read();
        return List.copyOf(shell.commands);
    }

    /** Returns what bash reports about the syntax of a text; empty if the text is valid. */
    static String syntaxErrors(String text) throws IOException {
        Process bash =
                new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        try (var in = bash.getOutputStream()) {
            in.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        }
        String errors = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            return bash.waitFor() == 0 ? "" : errors + " (exit code " + bash.exitValue() + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private void read() {
        while (position < text.length()) {
            char next = text.charAt(position++);
            switch (next) {
                case '\\' -> escaped();
                case '\'', '"' -> quoted(next);
                case ' ', '\t' -> endWord();
                case '\n' -> {
                    endCommand();
                    line++;
                }
                case ';', '&', '|', '(', ')', '`' -> endCommand();
                case '<', '>' -> redirect();
                case '#' -> hash();
                default -> add(next);
            }
        }
        endCommand();
    }

    private void escaped() {
        if (position == text.length()) {
            return;
        }
        char next = text.charAt(position++);
        if (next == '\n') {
            line++;
        } else {
            add(next);
        }
    }

    private void quoted(char quote) {
        inWord = true;
        if (words.isEmpty()) {
            begin = line;
        }
        while (position < text.length() && text.charAt(position) != quote) {
            char next = text.charAt(position++);
            if (quote == '"' && next == '\\' && position < text.length()) {
                next = text.charAt(position++);
            }
            line += next == '\n' ? 1 : 0;
            word.append(next);
        }
        position++;
    }

    private void hash() {
        if (inWord) {
            add('#');
            return;
        }
        while (position < text.length() && text.charAt(position) != '\n') {
            position++;
        }
    }

    private void redirect() {
        if (word.chars().allMatch(Character::isDigit)) {
            word.setLength(0); // The number of a stream, as in 2>
            inWord = false;
        }
        endWord();
        redirected = true;
    }

    private void add(char next) {
        if (words.isEmpty() && !inWord) {
            begin = line;
        }
        inWord = true;
        word.append(next);
    }

    private void endWord() {
        if (inWord && redirected) {
            redirected = false;
        } else if (inWord) {
            words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
    }

    private void endCommand() {
        endWord();
        redirected = false;
        if (!words.isEmpty()) {
            commands.add(new Command(List.copyOf(words), begin));
            words.clear();
        }
    }
}
