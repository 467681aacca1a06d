package io.patchbay.itests;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The assembled distribution with settings, connectors and data folders of its own, so that it can be started again and again. */
final class Installation {

    /** Starts programs that receive SIGHUP and SIGINT even where the tests themselves were started by {@code nohup}, which has both ignored. */
    private static final List<String> SIGNALS =
            works("env", "--default-signal=HUP,INT", "true") ? List.of("env", "--default-signal=HUP,INT") : List.of();

    private final ObjectMapper json = new ObjectMapper();
    private final Path home;
    private final Path root;
    private final boolean named;
    private String operator = "";

    /** A new one, in a folder of this build; it listens on a port of the loopback that is free. */
    Installation(String name) throws IOException {
        this.home = Path.of(System.getProperty("patchbay.distribution")).normalize();
        this.named = true;
        if (!Files.isExecutable(home.resolve("bin/patchbay"))) {
            throw new AssertionError("The distribution is not assembled: " + home);
        }
        this.root = Files.createTempDirectory(Files.createDirectories(Machine.here("target/runs")), name);
        for (Path folder : List.of(config(), deploy())) {
            Files.createDirectories(folder);
        }
        setting("io.patchbay.http", Map.of("port", 0));
        shareClassArchives();
    }

    /** One that was unpacked elsewhere, and finds its folders by itself below a root that the environment names. */
    Installation(Path home, Path root) {
        this.home = home;
        this.root = root;
        this.named = false;
    }

    /** Where all of it is. */
    Path root() {
        return root;
    }

    Path config() {
        return root.resolve("config");
    }

    Path deploy() {
        return root.resolve("deploy");
    }

    Path data() {
        return root.resolve("data");
    }

    /** Writes the settings of one PID. */
    void setting(String pid, Map<String, ?> values) throws IOException {
        Files.writeString(config().resolve(pid + ".cfg.json"), json.writeValueAsString(values));
    }

    /** The settings of identity with which requests without a key see everything and may write. */
    static final Map<String, ?> ANYBODY = Map.of(
            "anonymous", true,
            "anonymousTools", List.of("*"),
            "anonymousResources", List.of("*"),
            "anonymousPrompts", List.of("*"),
            "anonymousFeatures", List.of("*"),
            "anonymousEffect", "write");

    /** Makes a key that sees everything and may write by writing its file, and returns it. */
    String key(String id) throws IOException {
        return key(id, Map.of("effect", "write"));
    }

    /** Makes a key that is narrowed by these settings by writing its file, and returns it. */
    String key(String id, Map<String, ?> narrowing) throws IOException {
        String secret = "secret-of-" + id + "-that-is-long-enough-for-a-test";
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", id);
        values.put(".sha256", digest(secret));
        values.putAll(narrowing);
        setting("io.patchbay.identity.key~" + id, values);
        return id + ":" + secret;
    }

    /** Makes the key with which {@link Server#page} reads what is for operators, and returns it; the same at each call. */
    String operator() throws IOException {
        if (operator.isEmpty()) {
            operator = key("operator", Map.of("namedScopes", List.of("admin:read")));
        }
        return operator;
    }

    /** Lets these tools write, and overwrite. */
    void allowWrites(String... tools) throws IOException {
        setting("io.patchbay.policy", Map.of("allowWrites", tools, "allowDestructive", tools));
    }

    /** Puts a connector of this build into the connectors' folder. */
    void deploy(String connector) throws IOException {
        Path target = Path.of(System.getProperty("patchbay.connectors"))
                .resolve(connector)
                .resolve("target");
        Path jar = jar(target);
        Files.copy(jar, deploy().resolve(jar.getFileName()));
    }

    /** The {@code patchbay} command's file. */
    String command() {
        return home.resolve("bin/patchbay").toString();
    }

    /** A command of the {@code patchbay} tool, to be started. */
    ProcessBuilder process(Jdk jdk, String... words) {
        return process(jdk, List.of(words));
    }

    /** Starts it, and returns once it is ready. */
    Server start(Jdk jdk) throws IOException, InterruptedException {
        return new Server(this, jdk, process(jdk, List.of("run")), root.resolve("console.log"), true);
    }

    /** Starts it as an argument of another command, which takes something from it, and returns once it is ready. */
    Server startUnder(List<String> command, Jdk jdk) throws IOException, InterruptedException {
        ProcessBuilder builder = process(jdk, List.of("run"));
        builder.command().addAll(0, command);
        return new Server(this, jdk, builder, root.resolve("console.log"), true);
    }

    /** Starts it, and returns once it listens, ready or not. */
    Server startUnready(Jdk jdk) throws IOException, InterruptedException {
        return new Server(this, jdk, process(jdk, List.of("run")), root.resolve("console.log"), false);
    }

    /** Runs one command of the {@code patchbay} tool to its end. */
    Cli cli(Jdk jdk, String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(root, "cli", ".out");
        Path err = Files.createTempFile(root, "cli", ".err");
        Process process = process(jdk, List.of(command))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new Cli(process.waitFor(), Files.readString(out), Files.readString(err));
    }

    /** The archives that make later starts faster are the same for all of this build: each is made once, not once a test. */
    private void shareClassArchives() throws IOException {
        Path shared = Files.createDirectories(Machine.here("target/cds"));
        Files.createDirectories(
                data(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createSymbolicLink(data().resolve("cds"), shared);
    }

    private ProcessBuilder process(Jdk jdk, Collection<String> words) {
        List<String> command = new ArrayList<>(SIGNALS);
        command.add(home.resolve("bin/patchbay").toString());
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PATCHBAY_"));
        environment.put("JAVA_HOME", (named ? Coverage.javaHome(jdk) : jdk.home()).toString());
        if (named) {
            environment.put("PATCHBAY_CONFIG", config().toString());
            environment.put("PATCHBAY_DEPLOY", deploy().toString());
            environment.put("PATCHBAY_DATA", data().toString());
        } else {
            environment.put("PATCHBAY_HOME", root.toString());
        }
        return builder;
    }

    private static Path jar(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String digest(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean works(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** How a command came out. */
    record Cli(int exit, String out, String err) {}
}
