package io.patchbay.itests;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** A JDK on this machine. */
record Jdk(Path home, int version) {

    private static final Path USUAL = Path.of("/usr/lib/jvm");
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    /** The one that runs the tests, and the newest beside it that has virtual threads. */
    static List<Jdk> all() {
        Jdk own = new Jdk(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
        List<Jdk> jdks = new ArrayList<>(List.of(own));
        beside().filter(jdk -> jdk.version >= FIRST_WITH_VIRTUAL_THREADS && jdk.version != own.version)
                .max(Comparator.comparingInt(Jdk::version))
                .ifPresent(jdks::add);
        return jdks;
    }

    @Override
    public String toString() {
        return "JDK " + version;
    }

    private static Stream<Jdk> beside() {
        Stream<Path> named = System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().matches("JAVA_HOME_\\d+(_\\w+)?"))
                .map(variable -> Path.of(variable.getValue()));
        return Stream.concat(named, installed()).flatMap(home -> at(home).stream());
    }

    private static Stream<Path> installed() {
        if (!Files.isDirectory(USUAL)) {
            return Stream.empty();
        }
        try (Stream<Path> homes = Files.list(USUAL)) {
            return homes.toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Optional<Jdk> at(Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(release)) {
            properties.load(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Optional.of(new Jdk(home, Integer.parseInt(version.split("[.\\-+]")[0])));
    }
}
