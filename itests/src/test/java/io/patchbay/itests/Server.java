package io.patchbay.itests;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The real server, running as a process of its own. */
final class Server implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(30);

    private final ObjectMapper json = new ObjectMapper();
    private final Installation installation;
    private final Jdk jdk;
    private final Path console;
    private final Process process;
    private final Thread lastResort;
    private final URI endpoint;

    /** @param ready whether it is waited for until it serves, or only until it listens */
    Server(Installation installation, Jdk jdk, ProcessBuilder builder, Path console, boolean ready)
            throws IOException, InterruptedException {
        this.installation = installation;
        this.jdk = jdk;
        this.console = console;
        Files.deleteIfExists(portFile());
        this.process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile()))
                .start();
        this.lastResort = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(lastResort);
        this.endpoint = up(ready);
    }

    /** Where MCP is. */
    URI endpoint() {
        return endpoint;
    }

    /** Its process. */
    long pid() {
        return process.pid();
    }

    Installation installation() {
        return installation;
    }

    /** Runs one command of the {@code patchbay} tool against this server. */
    Installation.Cli cli(String... command) throws IOException, InterruptedException {
        return installation.cli(jdk, command);
    }

    /** What an operator reads on a page; {@link Installation#operator} was called before. */
    String page(String path) throws IOException, InterruptedException {
        return new Http(endpoint, installation.operator()).pageWithKey(path).body();
    }

    /** What it printed so far. */
    String console() throws IOException {
        return Files.readString(console);
    }

    /** Asks it to stop as an operator's shell does, waits, and returns its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("Not stopped after " + STOP);
        }
        Runtime.getRuntime().removeShutdownHook(lastResort);
        return process.exitValue();
    }

    /** Ends it at once, as a machine that loses its power does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                stop();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private URI up(boolean ready) throws IOException, InterruptedException {
        try {
            await().atMost(START).pollInterval(Duration.ofMillis(50)).until(() -> !process.isAlive() || answers(ready));
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw new AssertionError("Not ready after " + START + ":\n" + console(), e);
        }
        if (!process.isAlive()) {
            throw new AssertionError("Ended with " + process.exitValue() + ":\n" + console());
        }
        return url().orElseThrow();
    }

    private boolean answers(boolean ready) throws IOException, InterruptedException {
        Optional<URI> url = url();
        return url.isPresent()
                && new Http(url.get(), "").page(ready ? "/readyz" : "/healthz").statusCode() == 200;
    }

    private Optional<URI> url() throws IOException {
        Path file = portFile();
        return Files.exists(file)
                ? Optional.of(URI.create(json.readTree(file.toFile()).get("url").asText()))
                        .map(url -> url.resolve("/mcp"))
                : Optional.empty();
    }

    private Path portFile() {
        return installation.data().resolve("http.port");
    }
}
