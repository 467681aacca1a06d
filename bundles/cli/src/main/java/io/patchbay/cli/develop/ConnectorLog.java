package io.patchbay.cli.develop;

import io.patchbay.cli.terminal.Terminal;
import io.patchbay.support.DaemonThread;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows the server's log entries about a connector under development. The class shows all entries of the connector's
 * own classes. It also shows the warnings and errors that name one of the connector's tools, resources or prompts.
 * Reads the log file from its current end, in a separate thread.
 */
public final class ConnectorLog implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MAX_BLOCK_BYTES = 1 << 20;
    private static final int MAX_LINES = 16;
    private static final int MAX_LINE_CHARACTERS = 400;
    private static final Pattern HEAD = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT(\\d\\d:\\d\\d:\\d\\d)\\.\\d{3}Z (ERROR|WARN|INFO|DEBUG|TRACE) +\\[.*?] (\\S+) (.*)");

    private final Path file;
    private final Terminal terminal;
    private final Thread thread = DaemonThread.of(this::run, "connector-log");
    private volatile WatchedConnector connector = new WatchedConnector(List.of(), Set.of());
    private long position;
    private Object key;

    private ConnectorLog(Path file, Terminal terminal) {
        this.file = file;
        this.terminal = terminal;
    }

    public static ConnectorLog follow(Path file, Terminal terminal) {
        ConnectorLog log = new ConnectorLog(file, terminal);
        log.skipToEnd();
        log.thread.start();
        return log;
    }

    /** Sets the names that the connector publishes, and the Java packages of the connector. */
    public void watch(Collection<String> offers, Set<String> packages) {
        connector = new WatchedConnector(List.copyOf(offers), Set.copyOf(packages));
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void skipToEnd() {
        try {
            key = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class)
                    .fileKey();
            position = Files.size(file);
        } catch (IOException e) {
            position = 0; // The file is read from its beginning as soon as it exists.
        }
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(POLL.toMillis());
                readNewLines();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readNewLines() {
        try {
            Object now = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class)
                    .fileKey();
            try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
                if (now != null && !now.equals(key) || log.length() < position) {
                    position = 0; // The log was rotated, so this file is new.
                    key = now;
                }
                byte[] block = new byte[(int) Math.min(MAX_BLOCK_BYTES, log.length() - position)];
                log.seek(position);
                log.readFully(block);
                int end = endOfLines(block);
                position += end;
                show(new String(block, 0, end, StandardCharsets.UTF_8).lines().toList());
            }
        } catch (IOException e) {
            // The file may be missing while the server starts or rotates its log. The next poll opens the file again.
        }
    }

    /** Returns the number of bytes up to the end of the last complete line. A line longer than a block is shown in parts. */
    private static int endOfLines(byte[] block) {
        for (int end = block.length; end > 0; end--) {
            if (block[end - 1] == '\n') {
                return end;
            }
        }
        return block.length == MAX_BLOCK_BYTES ? MAX_BLOCK_BYTES : 0;
    }

    private void show(List<String> lines) {
        List<String> entry = new ArrayList<>();
        for (String line : lines) {
            if (HEAD.matcher(line).matches()) {
                showEntry(entry);
                entry.clear();
            }
            entry.add(line);
        }
        showEntry(entry);
    }

    private void showEntry(List<String> entry) {
        Matcher head = HEAD.matcher(entry.isEmpty() ? "" : entry.get(0));
        if (!head.matches()) {
            return;
        }
        boolean trouble = head.group(2).equals("ERROR") || head.group(2).equals("WARN");
        if (!connector.isOwn(head.group(3)) && !(trouble && connector.isNamed(head.group(4)))) {
            return;
        }
        terminal.out()
                .println((trouble ? terminal.warning("! ") : "  ")
                        + shortened(head.group(4))
                        + terminal.faint("  " + head.group(1) + " UTC"));
        entry.stream()
                .skip(1)
                .filter(connector::isOfInterest)
                .limit(MAX_LINES)
                .forEach(one -> terminal.out().println("    " + shortened(one.strip())));
    }

    private String shortened(String text) {
        return terminal.printable(
                text.length() > MAX_LINE_CHARACTERS ? text.substring(0, MAX_LINE_CHARACTERS) + "…" : text);
    }

    /** The connector whose entries are shown. */
    private record WatchedConnector(List<String> offers, Set<String> packages) {

        boolean isOwn(String logger) {
            return packages.stream().anyMatch(name -> logger.startsWith(name + "."));
        }

        boolean isNamed(String message) {
            return offers.stream().anyMatch(name -> names(message, name));
        }

        /** Returns whether a line of a stack trace is a cause or one of the connector's own frames. */
        boolean isOfInterest(String line) {
            String frame = line.strip();
            return !frame.startsWith("at ") && !frame.startsWith("...")
                    || packages.stream().anyMatch(name -> frame.contains(name + "."));
        }

        private static boolean names(String message, String name) {
            for (int i = message.indexOf(name); i >= 0; i = message.indexOf(name, i + 1)) {
                boolean begins = i == 0 || !isOfName(message.charAt(i - 1));
                int end = i + name.length();
                if (begins && (end == message.length() || !isOfName(message.charAt(end)))) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isOfName(char c) {
            return Character.isLetterOrDigit(c) || c == '_' || c == '-';
        }
    }
}
