import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts the server with few and with many keys, settings files and connectors, and prints the times of a start and of
 * a change.
 */
public final class Scale {

    private static final int ROUNDS = 3;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final String SECRET = "a-secret-that-only-this-measurement-knows";

    private final Path command;
    private final Path connector;
    private final Path root;

    private Scale(Path home, Path root) throws IOException {
        this.command = home.resolve("bin/patchbay");
        this.connector = only(home.resolve("shipped/deploy"), "clock");
        this.root = root;
    }

    public static void main(String[] arguments) throws Exception {
        Scale scale = new Scale(Path.of(arguments[0]).toAbsolutePath(), Files.createTempDirectory("patchbay-scale"));
        try {
            System.out.printf("%-26s %12s %12s %12s%n", "", "first start", "next start", "new key");
            for (Row row : List.of(new Row(10, 0, 1), new Row(1_000, 0, 1), new Row(10_000, 0, 1), new Row(10, 1_000, 1), new Row(10, 0, 10), new Row(10, 0, 200))) {
                if (arguments.length < 2 || row.toString().contains(arguments[1])) {
                    scale.measure(row);
                }
            }
        } finally {
            delete(scale.root);
        }
    }

    private void measure(Row row) throws Exception {
        List<Long> first = new ArrayList<>();
        List<Long> next = new ArrayList<>();
        List<Long> change = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Path folder = root.resolve("run");
            prepare(folder, row);
            first.add(run(folder, change, false));
            next.add(run(folder, change, true));
            delete(folder);
        }
        System.out.printf("%-26s %9d ms %9d ms %9d ms%n", row, median(first), median(next), median(change));
    }

    private void prepare(Path folder, Row row) throws Exception {
        Path config = Files.createDirectories(folder.resolve("config"));
        Path deploy = Files.createDirectories(folder.resolve("deploy"));
        Files.createDirectory(folder.resolve("data"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(config.resolve("io.patchbay.http.cfg.json"), "{\"port\": 0}");
        for (int i = 0; i < row.keys; i++) {
            Files.writeString(config.resolve("io.patchbay.identity.key~k" + i + ".cfg.json"), key("k" + i));
        }
        for (int i = 0; i < row.settings; i++) {
            Files.writeString(config.resolve("com.example.part~p" + i + ".cfg.json"), "// One of many.\n{\"number\": " + i + ", \"names\": [\"a\", \"b\"]}");
        }
        for (int i = 0; i < row.connectors; i++) {
            copy(deploy.resolve("copy" + i + ".jar"), "copy" + i);
        }
    }

    /**
     * Returns the milliseconds until the server is ready. Also measures the time of a new key if {@code changes} is
     * true.
     */
    private long run(Path folder, List<Long> change, boolean changes) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command.toString(), "run", "--config", folder.resolve("config").toString(),
                "--deploy", folder.resolve("deploy").toString(), "--data", folder.resolve("data").toString());
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("console.log").toFile());
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            Path port = folder.resolve("data/http.port");
            await(process, () -> Files.exists(port) && status(url(port), "/readyz", "") == 200);
            long ready = millis(start);
            if (changes) {
                Path written = Files.writeString(folder.resolve("new-key"), key("new"));
                long moved = System.nanoTime();
                Files.move(written, folder.resolve("config/io.patchbay.identity.key~new.cfg.json"), StandardCopyOption.ATOMIC_MOVE);
                await(process, () -> status(url(port), "/mcp", "new:" + SECRET) != 401);
                change.add(millis(moved));
            }
            return ready;
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static void await(Process process, Condition condition) throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.holds()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("The server ended, or was not ready after " + LONGEST);
            }
            Thread.sleep(10);
        }
    }

    private static URI url(Path port) throws IOException {
        return URI.create(Files.readString(port).replaceAll("(?s).*\"url\"\\s*:\\s*\"([^\"]+)\".*", "$1"));
    }

    private static int status(URI url, String path, String key) {
        try {
            HttpURLConnection connection = (HttpURLConnection) url.resolve(path).toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(5_000);
            if (!key.isEmpty()) {
                connection.setRequestProperty("Authorization", "Bearer " + key);
                connection.setRequestProperty("Accept", "application/json");
            }
            return connection.getResponseCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private static String key(String name) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(SECRET.getBytes(StandardCharsets.UTF_8));
        return "// An API key.\n{\"name\": \"" + name + "\", \".sha256\": \"" + HexFormat.of().formatHex(digest) + "\", \"scopes\": [\"tools:*\"]}\n";
    }

    /** Copies the clock connector, with another name and another namespace. */
    private void copy(Path target, String name) throws IOException {
        try (JarFile jar = new JarFile(connector.toFile())) {
            Manifest manifest = new Manifest(jar.getManifest());
            manifest.getMainAttributes().put(new Attributes.Name("Bundle-SymbolicName"), "com.example." + name);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(target), manifest)) {
                for (JarEntry entry : Collections.list(jar.entries())) {
                    if (!entry.getName().startsWith("META-INF/")) {
                        out.putNextEntry(new JarEntry(entry.getName()));
                        try (InputStream in = content(jar, entry, name)) {
                            in.transferTo(out);
                        }
                        out.closeEntry();
                    }
                }
            }
        }
    }

    private static InputStream content(JarFile jar, JarEntry entry, String name) throws IOException {
        InputStream in = jar.getInputStream(entry);
        if (!entry.getName().endsWith(".xml")) {
            return in;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        in.transferTo(text);
        return new ByteArrayInputStream(text.toString(StandardCharsets.UTF_8).replace("value=\"clock\"", "value=\"" + name + "\"").getBytes(StandardCharsets.UTF_8));
    }

    private static Path only(Path folder, String part) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains(part)).findFirst().orElseThrow();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path each : found.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
                Files.delete(each);
            }
        }
    }

    private static long millis(long since) {
        return Duration.ofNanos(System.nanoTime() - since).toMillis();
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0L);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private record Row(int keys, int settings, int connectors) {
        @Override
        public String toString() {
            return String.format("%,d keys%s%s", keys, settings == 0 ? "" : String.format(", %,d settings", settings),
                    connectors == 1 ? "" : String.format(", %,d connectors", connectors));
        }
    }
}
