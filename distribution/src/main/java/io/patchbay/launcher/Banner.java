package io.patchbay.launcher;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Tells whoever started the server that it is ready and what to do next, or what it still waits for. */
final class Banner implements Runnable {

    private static final long LOOK_EVERY_MILLIS = 50;
    private static final int LOOKS_BEFORE_A_WORD = 200;

    private final BundleContext context;
    private final Layout layout;
    private final FirstKey key;
    private final PrintStream out;
    private final String command;

    /** @param command what the operator types to speak to the server */
    Banner(BundleContext context, Layout layout, FirstKey key, PrintStream out, String command) {
        this.command = command;
        this.context = context;
        this.layout = layout;
        this.key = key;
        this.out = out;
    }

    @Override
    public void run() {
        try {
            Map<String, Object> status = status();
            for (int looks = 0; !Boolean.TRUE.equals(status.get("ready")); looks++) {
                if (looks > 0 && looks % LOOKS_BEFORE_A_WORD == 0) {
                    sayWhatIsMissing(status);
                }
                Thread.sleep(LOOK_EVERY_MILLIS);
                status = status();
            }
            sayReady(status);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // The framework stopped meanwhile: nothing is left to say.
            Thread.currentThread().interrupt();
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
        strings(status, "problems").forEach(problem -> out.println("    - " + problem));
        out.println("  Log: " + layout.log());
        out.println();
    }

    private void sayReady(Map<String, Object> status) {
        String url = String.valueOf(status.getOrDefault("url", "(the http part does not say)"));
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
        Optional<String> shown = key.show();
        if (shown.isPresent()) {
            out.print(new ClientLines(url, shown.get(), layout.command()).text());
        } else {
            out.println("  For another API key:  " + command + " key create --name <who it is for>");
        }
        out.println("  Stop with Ctrl-C.");
        out.println();
    }

    private static List<String> strings(Map<String, Object> status, String name) {
        return status.get(name) instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    }
}
