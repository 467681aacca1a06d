package io.patchbay.cli.develop;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A connector's Maven project, alone or as a module of another project. */
public final class Project {

    /** The result of a build: the jar, or the messages of the compiler and the tests. */
    public sealed interface BuildResult {

        /** @param tests the number of tests that ran; empty if the build ran no tests */
        record Built(Path jar, Optional<Integer> tests) implements BuildResult {}

        record Failed(List<String> lines) implements BuildResult {}
    }

    /** The folder for the files of {@code patchbay dev}, relative to the project. */
    static final Path WORK = Path.of("target", "patchbay-dev");

    static final int MAX_LINES = 12;
    /** Colour codes, which Maven writes even if colours are switched off. */
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    /**
     * The names of additional jars of a build. These jars are not the bundle, although they may contain its manifest.
     */
    private static final Pattern ATTACHED = Pattern.compile(".*-(sources|javadoc|tests|test-sources)\\.jar");

    private static final Pattern FAILED_TEST = Pattern.compile("\\[ERROR] +[\\w.$]+(->[\\w.$:]+)*:\\d+");
    private static final String GOAL = "Failed to execute goal";
    private static final String MODULE = "<module>%s</module>";

    private final Path folder;
    private final Map<String, String> environment;
    private final Path facts;

    private Project(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
        this.facts = folder.resolve(WORK).resolve("compiler.properties");
    }

    /** @throws NoSuchFileException if the folder has no pom */
    public static Project in(Path folder, Map<String, String> environment) throws IOException {
        Path real = folder.toRealPath();
        if (!Files.isRegularFile(real.resolve("pom.xml"))) {
            throw new NoSuchFileException(real.resolve("pom.xml").toString());
        }
        return new Project(real, environment);
    }

    public Path folder() {
        return folder;
    }

    /** Returns the parameters of the last compilation by Maven. */
    Optional<CompilerFacts> compilerFacts() throws IOException {
        return CompilerFacts.read(facts);
    }

    /** Runs a Maven build, and waits for its end. Maven compiles the tests only if Maven also runs the tests. */
    public BuildResult build(boolean tested) throws IOException, InterruptedException {
        Files.deleteIfExists(facts);
        FileTime began = FileTime.from(Instant.now());
        ProcessBuilder builder = new ProcessBuilder(command(tested))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        jdk().ifPresent(jdk -> builder.environment().put("JAVA_HOME", jdk.toString()));
        Process maven = builder.start();
        List<String> said;
        try (var output = maven.inputReader(StandardCharsets.UTF_8)) {
            said = output.lines()
                    .map(line -> COLOUR.matcher(line).replaceAll(""))
                    .collect(Collectors.toList());
        } finally {
            maven.destroy();
        }
        if (maven.waitFor() != 0) {
            return new BuildResult.Failed(shortened(said));
        }
        Optional<Path> jar = jar();
        return jar.isPresent()
                ? new BuildResult.Built(
                        jar.get(), tested ? Optional.of(TestReports.count(folder, began)) : Optional.empty())
                : new BuildResult.Failed(List.of("The build created no bundle in " + folder.resolve("target")));
    }

    private List<String> command(boolean tested) throws IOException {
        List<String> command = new ArrayList<>(List.of(maven(), "-q", "-B", "-ntp", "-Dstyle.color=never"));
        Optional<Path> parent = parent();
        if (parent.isPresent()) {
            command.addAll(List.of(
                    "-f",
                    parent.get().resolve("pom.xml").toString(),
                    "-pl",
                    parent.get().relativize(folder).toString(),
                    "-am"));
        }
        if (!tested) {
            command.add("-Dmaven.test.skip=true");
        }
        command.addAll(List.of(
                "-Dmaven.ext.class.path=" + ownJar(),
                "-Dpatchbay.dev.project=" + folder,
                "-Dpatchbay.dev.facts=" + facts));
        command.add("package");
        return command;
    }

    /** Returns the jar of this program, which contains the listener for Maven. */
    private static Path ownJar() throws IOException {
        try {
            return Path.of(Project.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("The jar of this program cannot be found", e);
        }
    }

    /** Returns the JDK of this process. Returns an empty result if the process runs on a JRE. */
    private static Optional<Path> jdk() {
        return Optional.of(Path.of(System.getProperty("java.home")))
                .filter(home -> Files.isExecutable(home.resolve("bin/javac")));
    }

    /** Returns the path of the program {@code mvn}, which must be on the PATH. */
    private String maven() throws IOException {
        for (String place : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (!place.isEmpty() && Files.isExecutable(Path.of(place, "mvn"))) {
                return Path.of(place, "mvn").toString();
            }
        }
        throw new IOException("building connectors requires Maven, but mvn is not on the PATH");
    }

    /** Returns the parent folder whose pom names this project as a module. */
    private Optional<Path> parent() throws IOException {
        for (Path up = folder.getParent(); up != null; up = up.getParent()) {
            Path pom = up.resolve("pom.xml");
            if (Files.isRegularFile(pom)
                    && Files.readString(pom).contains(String.format(MODULE, up.relativize(folder)))) {
                return Optional.of(up);
            }
        }
        return Optional.empty();
    }

    /** Returns the newest bundle that the build created. */
    private Optional<Path> jar() throws IOException {
        Path target = folder.resolve("target");
        if (!Files.isDirectory(target)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith(".jar")
                            && !ATTACHED.matcher(file.getFileName().toString()).matches())
                    .filter(file -> BundleFile.nameOf(file).isPresent())
                    .max(Comparator.comparing(file -> file.toFile().lastModified()));
        }
    }

    /** Joins the lines of each failed test. Maven marks only the first line of a message. */
    private static List<String> joined(List<String> said) {
        List<String> joined = new ArrayList<>();
        boolean open = false;
        for (String line : said) {
            if (open && !line.startsWith("[") && !line.isBlank()) {
                joined.set(joined.size() - 1, joined.get(joined.size() - 1) + " " + line.strip());
            } else if (!open || !line.isBlank()) {
                joined.add(line);
                open = FAILED_TEST.matcher(line).lookingAt();
            }
        }
        return joined;
    }

    /** Shortens the output of Maven. The result contains the errors in the sources, and the failed tests. */
    private List<String> shortened(List<String> said) {
        List<String> errors = joined(said).stream()
                .filter(line -> line.startsWith("[ERROR]"))
                .map(line -> line.substring("[ERROR]".length())
                        .strip()
                        .replace(folder + File.separator, "")
                        .replaceFirst(" -> \\[Help \\d+\\]$", ""))
                .filter(line -> !line.isEmpty()
                        && !line.startsWith("->")
                        && !line.startsWith("[Help")
                        && !line.contains("re-run Maven")
                        && !line.startsWith("Re-run Maven")
                        && !line.startsWith("For more information")
                        && !line.startsWith("COMPILATION ERROR")
                        && !line.startsWith("After correcting the problems")
                        && !line.startsWith("mvn <args>")
                        && !line.startsWith("See ")
                        && !line.startsWith("To see the full"))
                .distinct()
                .collect(Collectors.toList());
        // The failed goal of Maven is shown only if no other line gives the reason.
        List<String> lines = errors.stream()
                .filter(line -> !line.startsWith(GOAL))
                .limit(MAX_LINES)
                .collect(Collectors.toList());
        if (!errors.isEmpty()) {
            return lines.isEmpty() ? errors : lines;
        }
        List<String> last = said.stream().filter(line -> !line.isBlank()).collect(Collectors.toList());
        return last.subList(Math.max(0, last.size() - MAX_LINES), last.size());
    }
}
