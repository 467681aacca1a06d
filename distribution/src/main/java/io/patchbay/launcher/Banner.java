package io.patchbay.launcher;

import io.patchbay.spi.audit.SecretText;
import io.patchbay.support.SafeText;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Prints the problems that the server waits for. Afterwards, prints that the server is ready, and prints the next steps. */
final class Banner {

    private static final Duration MIN_PAUSE = Duration.ofMillis(50);
    /**
     * The pause between two status queries, as a multiple of the duration of the last query. With this pause, the
     * queries use at most a tenth of one processor.
     */
    private static final int PAUSE_FACTOR = 9;

    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(10);

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

    /**
     * Waits until the server is ready and prints the banner. Returns false if the server stopped before it was ready.
     */
    boolean showWhenReady() {
        try {
            long reportNanos = System.nanoTime();
            long queryNanos = reportNanos;
            Map<String, Object> status = status();
            while (!Boolean.TRUE.equals(status.get("ready"))) {
                long now = System.nanoTime();
                if (now - reportNanos > REPORT_INTERVAL.toNanos()) {
                    reportNanos = now;
                    printProblems(status);
                }
                Thread.sleep(Math.max(MIN_PAUSE.toMillis(), (now - queryNanos) / 1_000_000 * PAUSE_FACTOR));
                queryNanos = System.nanoTime();
                status = status();
            }
            printReady(status);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IllegalStateException e) {
            return false; // The framework has stopped.
        }
    }

    /** Returns the status of the server. The service has a JDK type, because the launcher shares no class with bundles. */
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
            return Map.of("ready", false, "problems", List.of("the server's components are still starting"));
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private void printProblems(Map<String, Object> status) {
        out.println();
        out.println("  The server is not ready yet. It waits for:");
        strings(status, "problems").forEach(problem -> out.println("    - " + problem));
        out.println("  Log: " + layout.log());
        out.println();
    }

    private void printReady(Map<String, Object> status) {
        String url = String.valueOf(status.getOrDefault("url", "(the address is unknown)"));
        out.println();
        out.println("  Patchbay " + layout.version() + " is ready: " + url);
        out.println();
        strings(status, "connectors").forEach(connector -> out.println("    " + connector));
        strings(status, "problems").forEach(problem -> out.println("    ! " + problem));
        out.println();
        out.println("    settings    " + layout.config());
        out.println("    connectors  " + layout.deploy());
        out.println("    data        " + layout.data());
        out.println("    log         " + layout.log());
        out.println();
        printKey(url);
        out.println("  Stop with Ctrl-C.");
        out.println();
    }

    /** Prints the key only to a terminal. A file, a journal or a container's log would store the key in plain text. */
    private void printKey(String url) {
        Optional<String> keyText = key.text();
        if (keyText.isPresent() && screen.terminal) {
            out.print(new ClientLines(url, keyText.get(), layout.command()).text());
            key.show();
        } else if (keyText.isPresent()) {
            printFirstKeyFile(new ClientLines(url, keyText.get(), layout.command()).text());
        } else if (key.isMissing()) {
            out.println(
                    "  There is no API key yet. Clients need a key to connect. "
                            + (Files.isWritable(layout.config())
                                    ? "Create a key with:  " + screen.command + " key create --name <who it is for>"
                                    : "The settings folder is not writable. To add a key file there, see docs/operate.md, \"Keys\"."));
        } else if (key.shownIn().isPresent()) {
            printFile("Your first API key is still in this file:", key.shownIn().get());
        } else {
            out.println("  To create another API key:  " + screen.command + " key create --name <who it is for>");
        }
    }

    private void printFirstKeyFile(String lines) {
        try {
            printFile(
                    "Your first API key is in this file, with lines to paste into clients. Only this user can read the file:",
                    key.showIn(lines));
        } catch (StartException e) {
            out.println("  " + e.getMessage()
                    + ". The key is removed when the server stops. The next start creates another key.");
        }
    }

    private void printFile(String what, Path file) {
        out.println("  " + what);
        out.println();
        out.println("    " + file);
        out.println();
        out.println("  Delete the file after you have copied the key.");
    }

    /** Returns the texts in one list of the status. Each text is on one line and contains no secrets. */
    private static List<String> strings(Map<String, Object> status, String name) {
        return status.get(name) instanceof List<?> list
                ? list.stream()
                        .map(text -> SafeText.line(SecretText.clean(String.valueOf(text))))
                        .toList()
                : List.of();
    }

    /**
     * The output of the banner.
     *
     * @param terminal whether the output is a terminal
     * @param command the {@code patchbay} command as the operator types it
     */
    record Screen(PrintStream out, boolean terminal, String command) {}
}
