package io.patchbay.launcher;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Tells whoever started the server that it is ready and what to do next, or what it still waits for. */
final class Banner {

    private static final long LOOK_EVERY_MILLIS = 50;
    /** A look asks every connector. While many of them start, the looks take at most a tenth of one processor. */
    private static final int PAUSES_TO_A_LOOK = 9;

    private static final long WORD_EVERY_NANOS = 10_000_000_000L;

    private final BundleContext context;
    private final Layout layout;
    private final FirstKey key;
    private final Screen screen;
    private final PrintStream out;

    Banner(BundleContext context, Layout layout, FirstKey key, Screen screen) {
        this.context = context;
        this.layout = layout;
        this.key = key;
        this.screen = screen;
        this.out = screen.out;
    }

    /** Waits until the server is ready and says so; false if the server stopped before. */
    boolean showWhenReady() {
        try {
            long word = System.nanoTime();
            long began = word;
            Map<String, Object> status = status();
            while (!Boolean.TRUE.equals(status.get("ready"))) {
                long now = System.nanoTime();
                if (now - word > WORD_EVERY_NANOS) {
                    word = now;
                    sayWhatIsMissing(status);
                }
                Thread.sleep(Math.max(LOOK_EVERY_MILLIS, (now - began) / 1_000_000 * PAUSES_TO_A_LOOK));
                began = System.nanoTime();
                status = status();
            }
            sayReady(status);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IllegalStateException e) {
            return false; // the framework stopped meanwhile: nothing is left to say
        }
    }

    /** The control channel's own view, offered as a JDK type: the launcher shares no class with bundles. */
    @SuppressWarnings("unchecked")
    private Map<String, Object> status() {
        try {
            Collection<ServiceReference<Supplier<Map<String, Object>>>> found = context.getServiceReferences(
                    (Class<Supplier<Map<String, Object>>>) (Class<?>) Supplier.class, "(patchbay=status)");
            for (ServiceReference<Supplier<Map<String, Object>>> reference : found) {
                Supplier<Map<String, Object>> status = context.getService(reference);
                if (status != null) {
                    return status.get();
                }
            }
            return Map.of("ready", false, "problems", List.of("the server's parts are still starting"));
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private void sayWhatIsMissing(Map<String, Object> status) {
        out.println();
        out.println("  Not ready yet. Waiting for:");
        strings(status, "problems").forEach(problem -> out.println("    - " + LogText.of(problem)));
        out.println("  Log: " + layout.log());
        out.println();
    }

    private void sayReady(Map<String, Object> status) {
        String url = String.valueOf(status.getOrDefault("url", "(the http part does not say)"));
        out.println();
        out.println("  Patchbay " + layout.version() + " is ready: " + url);
        out.println();
        strings(status, "connectors").forEach(connector -> out.println("    " + LogText.of(connector)));
        strings(status, "problems").forEach(problem -> out.println("    ! " + LogText.of(problem)));
        out.println();
        out.println("    settings    " + layout.config());
        out.println("    connectors  " + layout.deploy());
        out.println("    data        " + layout.data());
        out.println("    log         " + layout.log());
        out.println();
        sayKey(url);
        out.println("  Stop with Ctrl-C.");
        out.println();
    }

    /** What goes to a terminal is kept nowhere; a file, a journal or a container's log would keep the key in clear. */
    private void sayKey(String url) {
        Optional<String> made = key.text();
        if (made.isPresent() && screen.terminal) {
            out.print(new ClientLines(url, made.get(), layout.command()).text());
            key.show();
        } else if (made.isPresent()) {
            sayFirstKeyFile(new ClientLines(url, made.get(), layout.command()).text());
        } else if (key.isMissing()) {
            out.println(
                    "  There is no API key yet, so nobody can call. "
                            + (Files.isWritable(layout.config())
                                    ? "Make one with:  " + screen.command + " key create --name <who it is for>"
                                    : "The settings folder cannot be written: for a file to add there, see docs/operate.md, \"Keys\"."));
        } else if (key.shownIn().isPresent()) {
            sayFile("Your first API key is still in this file:", key.shownIn().get());
        } else {
            out.println("  For another API key:  " + screen.command + " key create --name <who it is for>");
        }
    }

    private void sayFirstKeyFile(String lines) {
        try {
            sayFile(
                    "Your first API key, with lines to paste into clients, is in this file, which only this user can read:",
                    key.showIn(lines));
        } catch (StartException e) {
            out.println("  " + e.getMessage()
                    + ". The key is removed when the server stops; the next start makes another.");
        }
    }

    private void sayFile(String what, Path file) {
        out.println("  " + what);
        out.println();
        out.println("    " + file);
        out.println();
        out.println("  Delete the file when you have noted the key.");
    }

    private static List<String> strings(Map<String, Object> status, String name) {
        return status.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /**
     * Where the words go.
     *
     * @param terminal whether that is a terminal
     * @param command what the operator types to speak to the server
     */
    record Screen(PrintStream out, boolean terminal, String command) {}
}
